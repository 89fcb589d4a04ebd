#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sends emails through a real Postfix, and reads them with Python, python3-dkim
# and OpenDKIM.
#
#   tests/end_to_end/mail_test.sh FOLDER CLIENTS
#
# FOLDER holds herald and herald_send, CLIENTS holds mail_flood.
source "$(dirname "$0")/tap.sh"
source "$(dirname "$0")/postfix.sh"
herald=$1/herald
send=$1/herald_send
flood=$2/mail_flood

unpack_mta || { fail 'the packages of Postfix and OpenDKIM can be had' "$(cat "$mta/unpack.log")"; exit 1; }
# A queue in memory, as no test has to outlive the machine.
place=$(mktemp -d -p "$([[ -w /dev/shm ]] && echo /dev/shm || echo "$PWD/build")" herald-mail.XXXXXX)
end_mail() {
  kill_postfix
  rm -rf "$place"
  finish
}
trap end_mail EXIT
export SMTP_PASSWORD=correct-horse
make_postfix "$place" 2>"$WORK/postfix.log"
start_postfix || { fail 'Postfix starts' "$(cat "$WORK/postfix.log" "$place/log" "$place/master.log")"; exit 1; }

# Keys, and what the DNS would say of them.
openssl genrsa -out "$WORK/rsa.pem" 2048 2>/dev/null
openssl genpkey -algorithm ed25519 -out "$WORK/ed.pem"
public() { openssl pkey -in "$WORK/$1.pem" -pubout -outform DER | tail -c "$2" | base64 -w0; }
records=("rsa._domainkey.example.com=v=DKIM1; k=rsa; p=$(public rsa 294)"
  "ed._domainkey.example.com=v=DKIM1; k=ed25519; p=$(public ed 32)")

arrived() { find "$place/mail/all/new" -type f 2>/dev/null | wc -l; }
have_arrived() { (($(arrived) >= $1)); }

# The ten lines of docs/providers.md, but for the server's place.
cp "$WORK/rsa.pem" "$WORK/dkim.pem"
example=$(awk '/^## SMTP/ { ours = 1 } ours && /^```$/ { exit } inside { print } ours && /^```yaml/ { inside = 1 }' docs/providers.md)
sed "s|^\( *\)host: .*|\1host: 127.0.0.1\n\1port: $mta_port\n\1ca_file: $place/cert.pem|" <<<"$example" >"$WORK/example.yaml"
(($(wc -l <<<"$example") == 10)) && pass 'the example has ten lines' || fail 'the example has ten lines' "$example"
start "$herald" "$WORK/example.yaml"
email='{"notification": {"email": {"to": "jane@example.org", "subject": "Hello", "text": "Hello"}}}'
expect 'the example of docs/providers.md sends' 0 'DELIVERED' "$send" "$address" "$email"
wait_until have_arrived 1 && grep -q '^From: Example <no-reply@example.com>' "$place"/mail/all/new/* &&
  pass 'its mail arrives' || fail 'its mail arrives' "$(cat "$place/log")"
grep -q 'sasl_method=SCRAM-SHA-256' "$place/log" && pass 'SCRAM-SHA-256 comes first' || fail 'SCRAM-SHA-256 comes first'
stop

# start_for MECHANISM: Herald with two threads and 32 connections each.
start_for() {
  cat >"$WORK/herald.yaml" <<EOT
server: {io_threads: 2}
providers:
  - name: mail
    timeout: 20s
    circuit_breaker: {disabled: true}
    smtp:
      host: 127.0.0.1
      port: $mta_port
      ca_file: $place/cert.pem
      auth: {username: herald, password: {env: SMTP_PASSWORD}, mechanism: $1}
      from: "Example <news@example.com>"
      max_connections: 32
      dkim:
        - {domain: example.com, selector: rsa, private_key: {file: rsa.pem}}
        - {domain: example.com, selector: ed, private_key: {file: ed.pem}}
EOT
  start "$herald" "$WORK/herald.yaml"
}
for mechanism in plain login; do
  start_for "$mechanism"
  expect "a password is accepted by $mechanism" 0 'DELIVERED' "$send" "$address" "$email"
  stop
done
SMTP_PASSWORD=wrong start_for plain
expect 'a wrong password is the account'"'"'s fault' 0 'SMTP_5_7_8' "$send" "$address" "$email"
stop
wait_until have_arrived 3
rm -rf "$place/mail/all"

# Ten thousand at once.
mails=10000
start_for scram_sha_256
"$flood" "$address" once- "$mails" 90 >"$WORK/once" &
sender=$!
# Connections of clients to the server, as the system counts them.
connections() { awk -v port=":$(printf %04X "$mta_port")\$" '$3 ~ port && $4 == "01"' /proc/net/tcp | wc -l; }
most=0
while kill -0 "$sender" 2>/dev/null; do
  now=$(connections)
  ((now > most)) && most=$now
  sleep 0.05
done
wait "$sender" && pass "$mails emails are accepted" ||
  fail "$mails emails are accepted" "$(cut -d' ' -f2- "$WORK/once" | sort | uniq -c)"
((most <= 64 && most > 16)) && pass 'by 64 connections at most' || fail 'by 64 connections at most' "$most connections"
settled() { have_arrived "$mails"; }
wait_until settled || wait_until settled
found=$(/usr/bin/python3 tests/end_to_end/read_mails.py "$place/mail/all" "$WORK/once" "${records[@]}") &&
  pass "each arrives once, parses and verifies: ${found%%$'\n'*}" || fail 'each arrives once, parses and verifies' "$found"

# OpenDKIM looks at some of them.
printf '%s\n' "${records[@]}" | sed 's/=/ /' >"$WORK/records"
printf 'Mode v\nTestPublicKeys %s\n' "$PWD/$WORK/records" >"$WORK/opendkim.conf"
some=$(find "$place/mail/all/new" -type f | head -n 100 | paste -sd,)
judged() { with_libraries "$mta/usr/sbin/opendkim" -x "$WORK/opendkim.conf" -t "$some" 2>&1; }
verified=$(judged | grep -c 'verification (s=rsa, d=example.com, [0-9]*-bit key) succeeded')
((verified == 100)) && pass 'OpenDKIM verifies the signatures' || fail 'OpenDKIM verifies the signatures' "$verified of 100: $(judged | tail -n 5)"
rm -rf "$place/mail/all"

# As many again; the server is killed in the middle, and comes back.
"$flood" "$address" killed- "$mails" 90 >"$WORK/killed" &
sender=$!
half_way() { have_arrived $((mails / 2)); }
wait_until half_way || wait_until half_way || fail 'emails arrive before the kill' "$(arrived)"
kill -0 "$sender" 2>/dev/null && pass 'the server is killed while emails are sent' ||
  fail 'the server is killed while emails are sent'
kill_postfix
start_postfix || fail 'Postfix starts again' "$(tail -n 20 "$place/log")"
wait "$sender" && pass 'all are accepted in the end, or may have been' ||
  fail 'all are accepted in the end, or may have been' "$(cut -d' ' -f2- "$WORK/killed" | sort | uniq -c)"
accepted=$(grep -c OUTCOME_DELIVERED "$WORK/killed")
# A mail that the server was still taking when it died has no x among its rights.
delivered_all() {
  [[ -z $(find "$place"/queue/{incoming,active,deferred} -type f -perm -u+x 2>/dev/null) ]] && have_arrived "$accepted"
}
wait_until delivered_all || wait_until delivered_all
found=$(/usr/bin/python3 tests/end_to_end/read_mails.py "$place/mail/all" "$WORK/killed" "${records[@]}") &&
  pass "none is lost, and none is there twice: ${found%%$'\n'*}" || fail 'none is lost, and none is there twice' "$found"
exit "$failed"
