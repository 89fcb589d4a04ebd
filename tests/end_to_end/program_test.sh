#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the program itself: its commands, its exit statuses, a real call.
#
#   tests/end_to_end/program_test.sh FOLDER     FOLDER holds herald, herald_send
source "$(dirname "$0")/tap.sh"
herald=$1/herald
send=$1/herald_send

config() { cat >"$WORK/$1.yaml"; }
text_to() { printf '{"notification": {"phone": {"recipient": "%s", "as_text": "Hello"}}}' "$1"; }

expect 'version names the program and its version' 0 '^herald [0-9]+\.[0-9]+\.[0-9]+' "$herald" version
expect 'help explains the commands' 0 'serve.*check.*version' "$herald" help
expect 'an unknown command is refused with those that exist' 2 'serve.*check.*version' "$herald" fly
expect 'check finds the quickstart in order' 0 'sandbox' "$herald" check --config scripts/quickstart.yaml

# Bad configurations: each is refused with its place, by check and by serve.
config unknown_key <<'EOT'
providers:
  - name: one
    sandbox: {}
    colour: red
EOT
config broken_yaml <<'EOT'
providers: [
EOT
config wrong_type <<'EOT'
server:
  io_threads: many
providers:
  - name: one
    sandbox: {}
EOT
config duplicate_provider <<'EOT'
providers:
  - name: one
    sandbox: {}
  - name: one
    sandbox: {}
EOT
config broken_template <<'EOT'
providers:
  - name: one
    http:
      url: "http://127.0.0.1:1/{{ notification"
EOT
config missing_secret <<'EOT'
providers:
  - name: one
    http:
      url: http://127.0.0.1:1/
      auth:
        bearer: {env: HERALD_TEST_NO_SUCH_VARIABLE}
EOT
while read -r name pattern; do
  for command in check serve; do
    expect "$command refuses ${name//_/ }, and tells the place" 2 \
      "$name\.yaml:[0-9]+:[0-9]+.*$pattern" "$herald" $command --config "$WORK/$name.yaml"
  done
done <<'EOT'
unknown_key providers\[0\].*colour
broken_yaml .
wrong_type io_threads
duplicate_provider name.*one
broken_template url
missing_secret HERALD_TEST_NO_SUCH_VARIABLE
EOT
expect 'check refuses a file that is not there' 2 'no-such.yaml' "$herald" check --config "$WORK/no-such.yaml"

# Templates at the command line.
mkdir "$WORK/partials"
printf '<{{ name }}>' >"$WORK/partials/name.liquid"
printf '{"code": "<1>"}' >"$WORK/variables.json"
printf "{{ code }} {%% render 'name', name: code %%}" >"$WORK/hello.liquid"
from_pipe() { printf %s "$1" | "$herald" render "${@:2}"; }
expect 'render prints what a template gives' 0 '^<1> <<1>>\s$' \
  "$herald" render "$WORK/hello.liquid" --data "$WORK/variables.json" --partials "$WORK/partials"
expect 'render reads a template from standard input' 0 '^&lt;1&gt;\s$' \
  from_pipe '{{ code }}' - --data "$WORK/variables.json" --escape=html
expect 'render tells where a template is wrong' 2 '^-:1:4: ' from_pipe 'ab {% fly %}' -
expect 'render can be strict' 2 '^-:1:[0-9]+: .*code' from_pipe '{{ code }}' - --strict
expect 'render tells when its output is lost' 1 'standard output cannot be written' \
  bash -c '"$1" render "$2" >/dev/full' _ "$herald" "$WORK/variables.json"

for number in 1 2 3; do
  readme_block yaml "$number" >"$WORK/readme.yaml"
  expect "check accepts the README's configuration $number" 0 . \
    env TWILIO_AUTH_TOKEN=secret SENDGRID_API_KEY=secret SMS_API_KEY=secret "$herald" check --config "$WORK/readme.yaml"
done

start "$herald"
expect 'a text message is delivered' 0 DELIVERED "$send" --expect=delivered "$address" "$(text_to '+1 808-555-0100')"
expect 'a refusal is dropped, with its scope' 0 'DROPPED.*scope RECIPIENT' "$send" --expect=dropped "$address" "$(text_to '+1 500-555-0101')"
expect 'an overloaded provider means retry, with its wait' 0 'RETRY.*30s.*scope PROVIDER' "$send" --expect=retry "$address" "$(text_to '+1 500-555-0224')"
expect 'a bad recipient is the caller'\''s mistake' 1 'code 3.*recipient' "$send" "$address" "$(text_to 'nobody')"
expect 'an unexpected outcome fails the client' 1 'expected OUTCOME_RETRY' "$send" --expect=retry "$address" "$(text_to '+1 808-555-0100')"
serve_there() { "$herald" serve --config scripts/quickstart.yaml --listen "$address"; }
expect 'a taken port ends the program' 1 "${address##*:}" serve_there
(($(serve_there 2>&1 | wc -l) == 1)) && pass 'and is told in one line' || fail 'and is told in one line'

stop
((stop_status == 0)) && pass 'SIGTERM ends the server with 0' || fail 'SIGTERM ends the server with 0' "$stop_status"
grep -q 8085550100 "$WORK/server.log" && fail 'the log holds no recipient' "$(cat "$WORK/server.log")" || pass 'the log holds no recipient'
exit "$failed"
