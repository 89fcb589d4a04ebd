#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs all fuzzers at once, each for some time from its committed corpus.
#
#   tests/fuzz/fuzz_test.sh FOLDER [SECONDS]     FOLDER holds the fuzzers
#
# An input that breaks something is left in FOLDER/findings/FUZZER. What the
# fuzzers learn is kept in FOLDER/corpus, and is where the next run goes on.
set -uo pipefail
folder=$1
seconds=${2:-60}
fuzzers=(liquid_parse liquid_render xml_parse)
# clang's own symbolizer is in a package of its own; this one comes with g++.
export ASAN_OPTIONS=external_symbolizer_path=/usr/bin/addr2line
export UBSAN_OPTIONS=print_stacktrace=1
failed=0

# The seeds of the committed corpus all run first, so that an input that broke
# something once is tried each time.
fuzz() {
  local fuzzer=$1
  local learned=$folder/corpus/$fuzzer findings=$folder/findings/$fuzzer
  mkdir -p "$learned" "$findings"
  "$folder/${fuzzer}_fuzzer" -max_total_time="$seconds" -max_len=4096 -timeout=30 \
    -rss_limit_mb=1500 -dict="tests/fuzz/${fuzzer%%_*}.dict" -print_final_stats=1 \
    -artifact_prefix="$findings/" "$learned" "tests/fuzz/corpus/$fuzzer"
}

statistic() { sed -n "s/^stat::$1: *//p" "$2"; }

started=()
for fuzzer in "${fuzzers[@]}"; do
  mkdir -p "$folder/log"
  fuzz "$fuzzer" >"$folder/log/$fuzzer.log" 2>&1 </dev/null &
  started+=($!)
done

for i in "${!fuzzers[@]}"; do
  log=$folder/log/${fuzzers[i]}.log
  if wait "${started[i]}"; then
    echo "ok - ${fuzzers[i]} broke nothing in" \
      "$(statistic number_of_executed_units "$log") executions"
  else
    echo "not ok - ${fuzzers[i]} broke something; the input is in $folder/findings/${fuzzers[i]}"
    tail -n 40 "$log"
    failed=1
  fi
done
exit "$failed"
