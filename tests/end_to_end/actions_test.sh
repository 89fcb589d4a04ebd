#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the tests of clients/node/actions: the command as people run it, with
# Actions of many kinds. Needs node and npm.
set -uo pipefail
cd "$(dirname "$0")/../../clients/node/actions"

if ! cmp -s package-lock.json node_modules/installed.json; then
  rm -rf node_modules
  npm_config_cache=$PWD/../../../build/npm npm install --ignore-scripts --no-audit --no-fund ||
    { echo 'not ok - npm installs what herald-actions needs'; exit 1; }
  cp package-lock.json node_modules/installed.json
fi
node --test --test-reporter=tap --test-concurrency=1 test/*.test.js |
  sed -En 's/^(not ok|ok) [0-9]+ - /\1 - /p; /^ +(error|expected|actual|stack|  at):?/p'
exit "${PIPESTATUS[0]}"
