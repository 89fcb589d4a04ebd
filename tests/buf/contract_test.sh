#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks proto/ with buf: its rules, its layout, and that nothing that was
# published has changed its meaning. Needs npm and git.
#
# What was published is what main holds. The contract is compared with the
# first of these whose proto/ differs from the one at hand: origin/main, main,
# HEAD, and the commit before the last change to proto/. So a branch is
# compared with main, work at hand with the last commit, and a clean clone with
# the version before its newest. The very first version breaks nothing.
set -uo pipefail
cd "$(dirname "$0")/../.."

place=build/buf
mkdir -p "$place"
buf=$place/node_modules/.bin/buf
if ! cmp -s tests/buf/package-lock.json "$place/installed.json"; then
  rm -rf "$place/node_modules"
  cp tests/buf/package.json tests/buf/package-lock.json "$place/"
  # Not `npm ci`, which refuses a lock file without the platforms that a mirror
  # does not carry. The lock file still pins version and checksum.
  npm_config_cache=$PWD/build/npm npm install --prefix "$place" \
    --ignore-scripts --no-audit --no-fund && "$buf" --version ||
    { echo 'not ok - buf can be installed'; exit 1; }
  cp tests/buf/package-lock.json "$place/installed.json"
fi
export BUF_CACHE_DIR=$PWD/$place/cache

failed=0
check() {  # NAME COMMAND...
  local output
  if output=$("${@:2}" 2>&1); then
    echo "ok - $1"
  else
    echo "not ok - $1"
    printf '%s\n' "$output"
    failed=1
  fi
}

differs() { ! git diff --quiet "$1" -- proto 2>/dev/null; }
holds_proto() { git cat-file -e "$1:proto" 2>/dev/null; }

published() {
  local ref
  for ref in origin/main main HEAD "$(git rev-list -1 HEAD -- proto)~1"; do
    if holds_proto "$ref" && differs "$ref"; then
      git rev-parse --short "$ref"
      return
    fi
  done
}

breaking() {
  rm -rf "$place/published"
  mkdir "$place/published"
  git archive "$1" proto | tar -x -C "$place/published" &&
    cp buf.yaml "$place/published/" &&
    "$buf" breaking --against "$place/published"
}

check 'git can read the history' git rev-parse HEAD
check 'buf lint' "$buf" lint
check 'buf format' "$buf" format --diff --exit-code
base=$(published)
if [[ -n $base ]]; then
  check "buf breaking against $base" breaking "$base"
elif [[ $(git rev-parse --is-shallow-repository) == true ]]; then
  echo 'not ok - buf breaking: a shallow clone lacks the version before this one'
  failed=1
else
  echo 'ok - buf breaking: this is the first version'
fi
exit "$failed"
