#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the quickstart as a person does, once through and until Ctrl-C.
source "$(dirname "$0")/tap.sh"
port=50051

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
is_ready() { grep -q 'Ctrl-C stops the server' "$WORK/quickstart.log"; }

expect 'the quickstart shows every outcome' 0 'DELIVERED.*DELIVERED.*RETRY.*30s.*DROPPED' \
  scripts/quickstart --once
expect 'the quickstart knows no other flag' 2 usage scripts/quickstart --twice

if is_taken; then
  echo '# port 50051 is taken: what needs it was left out'
  exit "$failed"
fi
# As a terminal would start it: with a process group of its own to interrupt,
# and heeding SIGINT, which what a script puts in the background does not.
setsid python3 -c 'import os, signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv("scripts/quickstart", ["scripts/quickstart"])' >"$WORK/quickstart.log" 2>&1 </dev/null &
quickstart=$!
if wait_until is_ready; then
  pass 'the quickstart leaves the server running'
  expect 'its port can be used' 0 DELIVERED build/release/herald_send "127.0.0.1:$port" \
    '{"notification": {"phone": {"recipient": "+18085550100", "as_text": "Hello"}}}'
  expect 'a second quickstart says that the port is taken' 1 'listens at' scripts/quickstart
  expect 'a second quickstart --once takes another port' 0 'DROPPED' scripts/quickstart --once
else
  fail 'the quickstart leaves the server running' "$(cat "$WORK/quickstart.log")"
fi
kill -INT -- "-$quickstart"
wait "$quickstart" && pass 'Ctrl-C ends it in good order' || fail 'Ctrl-C ends it in good order'
is_taken && fail 'nothing is left behind' || pass 'nothing is left behind'
exit "$failed"
