// SPDX-License-Identifier: Apache-2.0
#include "delivery/attempt.h"

#include <string>

namespace herald {
namespace {

v1::Attempt Failed(v1::Outcome outcome, v1::Scope scope,
                   std::string_view reason_code, std::string_view reason) {
  v1::Attempt attempt;
  attempt.set_outcome(outcome);
  attempt.set_scope(scope);
  attempt.set_reason_code(std::string(reason_code));
  attempt.set_reason(std::string(reason));
  return attempt;
}

}  // namespace

v1::Attempt Delivered(std::string_view provider_message_id) {
  v1::Attempt attempt;
  attempt.set_outcome(v1::OUTCOME_DELIVERED);
  attempt.set_provider_message_id(std::string(provider_message_id));
  return attempt;
}

v1::Attempt Retry(v1::Scope scope, std::string_view reason_code,
                  std::string_view reason) {
  return Failed(v1::OUTCOME_RETRY, scope, reason_code, reason);
}

v1::Attempt Dropped(v1::Scope scope, std::string_view reason_code,
                    std::string_view reason) {
  return Failed(v1::OUTCOME_DROPPED, scope, reason_code, reason);
}

v1::Attempt PossiblySent(v1::Scope scope, std::string_view reason_code,
                         std::string_view reason) {
  v1::Attempt attempt = Retry(scope, reason_code, reason);
  attempt.set_possibly_sent(true);
  return attempt;
}

}  // namespace herald
