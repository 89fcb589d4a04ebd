# SPDX-License-Identifier: Apache-2.0
# What the tests of this folder share: reporting, and a server of their own.
# To be sourced; WORK is a folder for this run's files, removed at the end.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

failed=0
server=
mkdir -p build
WORK=$(mktemp -d build/end_to_end.XXXXXX)

pass() { echo "ok - $1"; }
fail() { echo "not ok - $1"; sed 's/^/  /' <<<"${2-}"; failed=1; }

# expect NAME STATUS PATTERN COMMAND...: the command ends with this status, and
# what it prints matches the extended regular expression.
expect() {
  local name=$1 status=$2 pattern=$3 output actual=0
  shift 3
  output=$("$@" 2>&1 </dev/null) || actual=$?
  if ((actual == status)) && grep -qzE -- "$pattern" <<<"$output"; then
    pass "$name"
  else
    fail "$name" "status $actual instead of $status, or no match for $pattern in: $output"
  fi
}

# wait_until COMMAND...: holds within 10 s.
wait_until() {
  local tenth
  for ((tenth = 0; tenth < 100; ++tenth)); do
    "$@" && return
    sleep 0.1
  done
  return 1
}

serves_or_ended() {
  grep -q '"event":"serving"' "$WORK/server.log" || ! kill -0 "$server" 2>/dev/null
}

# start HERALD [CONFIG]: serves a configuration, by default the quickstart's, on a
# free port, and sets `address` to where, and `monitoring` to where it can be
# watched, if it can.
start() {
  : >"$WORK/server.log"
  "$1" serve --config "${2-scripts/quickstart.yaml}" --listen 127.0.0.1:0 >"$WORK/server.log" 2>&1 </dev/null &
  server=$!
  wait_until serves_or_ended
  address=$(sed -n '/"event":"serving"/s/.*"address":"\([^"]*\)".*/\1/p' "$WORK/server.log")
  monitoring=$(sed -n '/"event":"serving"/s/.*"monitoring":"\([^"]*\)".*/\1/p' "$WORK/server.log")
  [[ -n $address ]] || { fail 'the server starts' "$(cat "$WORK/server.log")"; exit 1; }
}

# Ends the server in good order, and sets `stop_status` to its exit status.
stop() {
  stop_status=0
  kill -TERM "$server" 2>/dev/null
  wait "$server" || stop_status=$?
  server=
}

finish() {
  [[ -z $server ]] || stop
  rm -rf "$WORK"
}
trap finish EXIT

# readme_block LANGUAGE N: the Nth fenced block of this language in README.md.
readme_block() {
  awk -v open="\`\`\`$1" -v wanted="$2" '
    $0 == "```" && inside { inside = 0; next }
    inside && seen == wanted { print }
    $0 == open { inside = 1; ++seen }' README.md
}
