#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Talks to the program with grpcurl, as the README tells people to. Needs Go.
#
#   tests/end_to_end/grpcurl_test.sh FOLDER     FOLDER holds herald
source "$(dirname "$0")/tap.sh"
grpcurl_version=v1.9.4

# Everything that Go writes stays below build.
install_grpcurl() {
  local go=$PWD/build/go
  GOBIN=$go/bin GOPATH=$go GOCACHE=$go/cache GOFLAGS=-modcacherw GOTOOLCHAIN=local \
    GOENV=${GOENV:-${XDG_CONFIG_HOME:-$HOME/.config}/go/env} XDG_CONFIG_HOME=$go/config \
    go install "github.com/fullstorydev/grpcurl/cmd/grpcurl@$grpcurl_version"
}
grpcurl=build/go/bin/grpcurl
if [[ ! -x $grpcurl ]]; then
  install_grpcurl || { fail 'grpcurl can be installed'; exit 1; }
fi

start "$1/herald"
service=herald.v1.NotificationService
call() { "$grpcurl" -plaintext "$@"; }
deliver() { call -d "$1" "$address" "$service/DeliverNotification"; }

for name in "$service" herald.v1.SandboxService grpc.health.v1.Health \
  grpc.reflection.v1.ServerReflection grpc.reflection.v1alpha.ServerReflection; do
  expect "list names $name" 0 "$name" call "$address" list
done
expect 'describe shows the method' 0 'rpc DeliverNotification' call "$address" describe "$service"
expect 'describe shows the request' 0 'request_id' call "$address" describe herald.v1.DeliverNotificationRequest
for version in v1 v1alpha; do
  expect "reflection $version answers" 0 "$service" call -d '{"list_services": ""}' \
    "$address" "grpc.reflection.$version.ServerReflection/ServerReflectionInfo"
done
expect 'health says SERVING' 0 SERVING call "$address" grpc.health.v1.Health/Check
expect 'health knows the service' 0 SERVING call -d "{\"service\": \"$service\"}" "$address" grpc.health.v1.Health/Check

expect 'an email is delivered' 0 OUTCOME_DELIVERED deliver \
  '{"notification": {"email": {"to": "ada@example.com", "subject": "Hi", "text": "Hello"}}}'
expect 'a failure is an answer, not an error' 0 'OUTCOME_DROPPED.*SCOPE_RECIPIENT' deliver \
  '{"notification": {"email": {"to": "drop-recipient@sandbox.test", "subject": "Hi", "text": "Hello"}}}'
expect 'retry_after is a duration' 0 '"retry_after": "30s"' deliver \
  '{"notification": {"phone": {"recipient": "+15005550224", "as_text": "Hello"}}}'
expect 'validate_only sends nothing' 0 '"validated_only": true' deliver \
  '{"validate_only": true, "notification": {"phone": {"recipient": "+18085550100", "as_text": "Hello"}}}'

# grpcurl ends with 64 plus the code of the error.
expect 'every violation is listed, and decoded' 67 \
  'google.rpc.BadRequest.*notification.email.to.*notification.email.subject' deliver \
  '{"notification": {"email": {"to": "nobody", "text": "Hello"}}}'
expect 'no content is refused' 67 'InvalidArgument.*notification' deliver '{"notification": {}}'
expect 'an unknown provider is not found, and the others are named' 69 'NotFound.*sandbox' deliver \
  '{"provider": "other", "notification": {"phone": {"recipient": "+18085550100", "as_text": "Hello"}}}'
expect 'the sandbox shows what it was given' 0 'ada@example.com' call "$address" \
  herald.v1.SandboxService/ListSandboxNotifications

# The README's own lines, with this server's address in place of the default.
readme_block console 1 | sed -n '/^\$ grpcurl/,/[^\\]$/p' | sed 's/^\$ //' >"$WORK/lines"
grep -q localhost:50051 "$WORK/lines" && pass 'the README has lines to try' || fail 'the README has lines to try'
sed "s/localhost:50051/$address/; s|^grpcurl|$grpcurl|" "$WORK/lines" >"$WORK/lines.sh"
expect 'the README'\''s lines work' 0 'OUTCOME_DELIVERED' bash -e "$WORK/lines.sh"
exit "$failed"
