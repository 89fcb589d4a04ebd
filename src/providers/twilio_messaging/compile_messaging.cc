// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "providers/twilio_messaging/messaging_request.h"

namespace herald {
namespace {

constexpr std::size_t kMaxSenderLength = 16;
constexpr std::int64_t kMaxValidityPeriod = 36'000;
constexpr std::int64_t kMaxRingTimeout = 600;

void CheckSender(std::string_view from, FieldViolations& violations) {
  const bool is_right =
      from.size() <= kMaxSenderLength &&
      std::all_of(from.begin(), from.end(),
                  [](unsigned char c) { return absl::ascii_isprint(c); });
  if (is_right) return;
  violations.Add("from",
                 "must be a number in E.164 or a sender name of at most 16 "
                 "characters");
}

// The seconds of `duration`, which must be whole and 1 to `max`.
std::int64_t CheckSeconds(std::string_view field,
                          const google::protobuf::Duration& duration,
                          std::int64_t max, FieldViolations& violations) {
  if (duration.nanos() != 0 || duration.seconds() < 1 ||
      duration.seconds() > max) {
    violations.Add(std::string(field),
                   fmt::format("must be 1 s to {} s, in whole seconds", max));
  }
  return duration.seconds();
}

}  // namespace

MessagingPlan CompileMessagingPlan(const v1::TwilioMessagingProvider& config,
                                   const Secrets& secrets,
                                   FieldViolations& violations) {
  MessagingPlan plan;
  plan.account =
      MakeTwilioAccount({.account_sid = config.account_sid(),
                         .api_key_sid = config.api_key_sid(),
                         .has_auth_token = config.has_auth_token(),
                         .auth_token = config.auth_token(),
                         .base_url = config.base_url(),
                         .default_base_url = "https://api.twilio.com"},
                        secrets, violations);
  plan.path = fmt::format("/2010-04-01/Accounts/{}", config.account_sid());
  CheckTwilioSid("messaging_service_sid", config.messaging_service_sid(), "MG",
                 true, violations);
  plan.messaging_service_sid = config.messaging_service_sid();
  plan.from = config.from();
  CheckSender(config.from(), violations);
  if (config.from().empty() && config.messaging_service_sid().empty()) {
    violations.Add("from", "is required unless messaging_service_sid is given");
  }
  if (config.has_validity_period()) {
    plan.validity_period_s =
        CheckSeconds("validity_period", config.validity_period(),
                     kMaxValidityPeriod, violations);
  }
  if (config.has_ring_timeout()) {
    plan.ring_timeout_s = CheckSeconds("ring_timeout", config.ring_timeout(),
                                       kMaxRingTimeout, violations);
  }
  return plan;
}

}  // namespace herald
