#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the handlers of clients/handlers and runs them with Herald:
# handlers_test.sh FOLDER-WITH-THE-PROGRAMS [LANGUAGE...]. Needs go, node, npm,
# java and mvn.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$1
languages=("${@:2}")
((${#languages[@]})) || languages=(go python node java)

clients/handlers/build "${languages[@]}"
exec python3 tests/end_to_end/handlers_test.py "$programs" build/handlers "${languages[@]}"
