// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/repeated_field.h>

#include <string_view>
#include <vector>

#include "delivery/field_violation.h"
#include "delivery/limit_store.h"
#include "herald/v1/explanation.pb.h"
#include "herald/v1/guard.pb.h"
#include "herald/v1/notification.pb.h"

namespace herald {

// The name that the cool-down of the guard goes by among limits.
inline constexpr std::string_view kResendCooldownName = "resend_cooldown";

// The limits of the guard or of a route. Immutable; any thread may use it.
// Outlives the uses that it adds.
class RateLimits {
 public:
  // None.
  RateLimits() = default;

  // What is wrong becomes a violation in the field `limits`. That names are
  // unique is for the caller to see to, who knows all limits there are.
  RateLimits(const google::protobuf::RepeatedPtrField<v1::RateLimit>& limits,
             FieldViolations& violations);

  RateLimits(RateLimits&&) = default;
  RateLimits& operator=(RateLimits&&) = default;

  // Adds one use of each limit that the notification falls under, in order.
  void AddUses(const v1::Notification& notification,
               const v1::RecipientFacts& facts,
               std::vector<LimitUse>& uses) const;

 private:
  struct Rule {
    Limit limit;
    int range_digits;
    std::string key_prefix;  // Of the keys of its counters.
  };

  std::vector<Rule> rules_;
};

}  // namespace herald
