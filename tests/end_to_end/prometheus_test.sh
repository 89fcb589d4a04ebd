#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Watches the program as operators do: with Prometheus, promtool and curl.
#
#   tests/end_to_end/prometheus_test.sh FOLDER     FOLDER holds herald, herald_send
source "$(dirname "$0")/tap.sh"

# Debian's package is unpacked, not installed, for that would start a service.
# Debian 13 has promtool in a package of its own.
if ! command -v prometheus >/dev/null || ! command -v promtool >/dev/null; then
  unpacked=$PWD/build/prometheus
  if [[ ! -x $unpacked/usr/bin/promtool ]]; then
    mkdir -p "$unpacked"
    (
      cd "$unpacked" && apt-get -qq download prometheus || exit 1
      apt-get -qq download promtool 2>/dev/null
      for package in *.deb; do dpkg -x "$package" . || exit 1; done
    ) || { echo 'not ok - the package prometheus can be had'; exit 1; }
  fi
  PATH=$PATH:$unpacked/usr/bin
fi

herald=$1/herald
send=$1/herald_send
rules=docs/operations/alerts.yaml
dashboard=docs/operations/dashboard.json

expect 'promtool accepts the alert rules' 0 'SUCCESS' promtool check rules "$rules"
expect 'the alerts fire when they should, and only then' 0 'SUCCESS' promtool test rules tests/end_to_end/alerts.yaml

write_config() {
  cat >"$WORK/herald.yaml" <<EOT
monitoring: {listen: 127.0.0.1:0}
logging: {recipient_hash_key: {env: HASH_KEY}}
guard: {suppressed: ["+18085550199"]}
routes:
  - {name: germany, when: phone.country == "$1", providers: [sandbox]}
  - {name: rest, providers: [sandbox]}
providers:
  - name: sandbox
    sandbox: {}
    circuit_breaker: {window: 30s}
EOT
}
write_config DE
export HASH_KEY=key
start "$herald" "$WORK/herald.yaml"
[[ -n $monitoring ]] || { fail 'the log tells where to watch' "$(cat "$WORK/server.log")"; exit 1; }

text_to() { printf '{"request_id": "%s", "notification": {"phone": {"recipient": "%s", "as_text": "Hello"}}}' "${2-}" "$1"; }
deliver() { "$send" "$address" "$(text_to "$@")" >/dev/null 2>&1; }
for ((i = 0; i < 5; ++i)); do deliver +18085550100; done
for ((i = 0; i < 3; ++i)); do deliver +4915112345678; done
for ((i = 0; i < 2; ++i)); do deliver +15005550101; done
deliver +18085550199
deliver +18085550100 once
deliver +18085550100 once
deliver nobody

ask() { curl -sS --max-time 10 "$@"; }
ask "http://$monitoring/metrics" >"$WORK/metrics"
check_metrics() { [[ -s $WORK/metrics ]] && promtool check metrics <"$WORK/metrics" && echo accepted; }
expect 'promtool accepts the metrics' 0 '^accepted' check_metrics

# counted N METRIC LABEL...: the series of this metric with all these labels sum up to N.
counted() {
  local wanted=$1 metric=$2 name="$2 is right for ${*:3}" lines sum label
  shift 2
  lines=$(grep "^$metric{" "$WORK/metrics")
  for label in "$@"; do lines=$(grep -F "${label%%=*}=\"${label#*=}\"" <<<"$lines"); done
  sum=$(awk '{ sum += $NF } END { print sum + 0 }' <<<"$lines")
  if [[ $sum == "$wanted" ]]; then pass "$name"; else fail "$name" "$sum instead of $wanted"; fi
}
counted 9 herald_deliveries_total outcome=delivered replayed=false
counted 3 herald_deliveries_total outcome=delivered route=germany country=DE
counted 2 herald_deliveries_total outcome=dropped scope=recipient
counted 1 herald_deliveries_total outcome=dropped scope=policy reason_code=SUPPRESSED
counted 1 herald_deliveries_total replayed=true
counted 9 herald_attempts_total provider=sandbox outcome=delivered
counted 12 herald_delivery_duration_seconds_count channel=sms
counted 11 herald_attempt_duration_seconds_count provider=sandbox
counted 1 herald_guard_refusals_total reason_code=SUPPRESSED dry_run=false
counted 1 herald_calls_rejected_total code=INVALID_ARGUMENT

# The log: a line for each delivery, by which a number can be found.
hash=$(printf %s +4915112345678 | openssl dgst -sha256 -hmac key -r | cut -c1-16)
(($(grep -c '"event":"delivery"' "$WORK/server.log") == 13)) &&
  pass 'there is one line for each delivery' || fail 'there is one line for each delivery' "$(cat "$WORK/server.log")"
(($(grep -c "\"recipient_hash\":\"$hash\"" "$WORK/server.log") == 3)) &&
  pass 'a number is found by its hash' || fail 'a number is found by its hash' "$(cat "$WORK/server.log")"
grep -qE '8085550100|15112345678|Hello' "$WORK/server.log" &&
  fail 'no line holds a number or a text' "$(cat "$WORK/server.log")" || pass 'no line holds a number or a text'

# Probes and reloads.
status() { ask -o /dev/null -w '%{http_code}' "$@"; }
expect 'healthz answers' 0 '^200' status "http://$monitoring/healthz"
expect 'readyz answers' 0 '^200' status "http://$monitoring/readyz"
write_config FR
expect 'a changed file is loaded' 0 '^200' status -X POST "http://$monitoring/reload"
echo 'nonsense: 1' >>"$WORK/herald.yaml"
expect 'a broken one is refused, and told' 0 'herald.yaml:[0-9]+.*nonsense' ask -X POST "http://$monitoring/reload"
grep -q '"event":"reload_failed"' "$WORK/server.log" && pass 'the log tells it too' || fail 'the log tells it too'
deliver +33612345678
ask "http://$monitoring/metrics" >"$WORK/metrics"
counted 1 herald_reloads_total result=success
counted 1 herald_reloads_total result=failure
counted 1 herald_deliveries_total route=germany country=FR
grep -q '^herald_configuration_last_reload_successful 0$' "$WORK/metrics" &&
  pass 'a gauge tells that the newest file is not in force' || fail 'a gauge tells that the newest file is not in force'

for metric in $(grep -ohE '\b(herald|process)_[a-z_]+' "$dashboard" "$rules" | sort -u); do
  grep -qE "^$metric(_bucket)?[{ ]" "$WORK/metrics" || missing+=" $metric"
done
[[ -z ${missing-} ]] && pass 'all metrics of dashboard and alerts exist' || fail 'all metrics of dashboard and alerts exist' "$missing"

# Prometheus itself.
cat >"$WORK/prometheus.yaml" <<EOT
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [$PWD/$rules]
scrape_configs:
  - job_name: herald
    static_configs: [{targets: ["$monitoring"]}]
EOT
prometheus --config.file="$WORK/prometheus.yaml" --storage.tsdb.path="$WORK/tsdb" \
  --web.listen-address=127.0.0.1:0 >"$WORK/prometheus.log" 2>&1 </dev/null &
prometheus=$!
trap 'kill "$prometheus" 2>/dev/null; wait "$prometheus"; finish' EXIT

# Where a process listens: it does not tell the port that it was given.
find_port() {
  local inodes hexadecimal
  inodes=$(find "/proc/$1/fd" -type l -printf '%l\n' 2>/dev/null | sed -n 's/^socket:\[\(.*\)\]$/\1/p' | paste -sd' ')
  hexadecimal=$(awk -v inodes=" $inodes " '$4 == "0A" && index(inodes, " " $10 " ") {
    sub(".*:", "", $2); print $2; exit }' "/proc/$1/net/tcp" 2>/dev/null)
  [[ -n $hexadecimal ]] && port=$((16#$hexadecimal))
}
wait_until find_port "$prometheus" || { fail 'Prometheus starts' "$(cat "$WORK/prometheus.log")"; exit 1; }
query() { ask --get --data-urlencode "query=$1" "http://127.0.0.1:$port/api/v1/query" 2>&1; }
yields() { query "$1" | grep -qF "\"$2\"]"; }

wait_until yields 'up{job="herald"}' 1 && pass 'Prometheus scrapes it' ||
  fail 'Prometheus scrapes it' "$(query 'up'; tail "$WORK/prometheus.log")"
wait_until yields 'sum(herald_deliveries_total{replayed="false"})' 13 && pass 'Prometheus counts what was sent' ||
  fail 'Prometheus counts what was sent' "$(query herald_deliveries_total)"
fires() { ask "http://127.0.0.1:$port/api/v1/rules" | grep -qE '"state":"(pending|firing)","name":"HeraldReloadFailed"'; }
wait_until fires && pass 'Prometheus sees the alert of the failed reload' ||
  fail 'Prometheus sees the alert of the failed reload' "$(ask "http://127.0.0.1:$port/api/v1/rules")"

# What Grafana would ask, with its variables filled in.
expressions() {
  python3 - "$dashboard" <<'EOT'
import json, sys
for panel in json.load(open(sys.argv[1]))["panels"]:
    for target in panel.get("targets", []):
        text = target["expr"]
        for name, value in (("$job", "herald"), ("$instance", ".*"), ("$__rate_interval", "1m")):
            text = text.replace(name, value)
        print(text)
EOT
}
while IFS= read -r expression; do
  query "$expression" | grep -q '"status":"success"' || bad+="$expression"$'\n'
done < <(expressions)
(($(expressions | wc -l) > 20)) && [[ -z ${bad-} ]] && pass 'Prometheus understands the whole dashboard' ||
  fail 'Prometheus understands the whole dashboard' "${bad-none}"
exit "$failed"
