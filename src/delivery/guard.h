// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delivery/country_rules.h"
#include "delivery/field_violation.h"
#include "delivery/limit_store.h"
#include "delivery/number_type_rules.h"
#include "delivery/rate_limits.h"
#include "delivery/suppression_list.h"
#include "herald/v1/explanation.pb.h"
#include "herald/v1/guard.pb.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// Why the guard does not let a notification pass.
struct GuardRefusal {
  // The answer: DROPPED or RETRY with SCOPE_POLICY.
  v1::Attempt attempt;

  // The limit that refused; empty if a rule about recipients did.
  std::string limit;

  // Whether it is to be recorded only, and the notification passes.
  bool is_dry_run = false;
};

// What the limits say about a notification.
struct GuardDecision {
  std::optional<GuardRefusal> refusal;

  // What was counted, to be given back to the store if nothing was sent. Empty
  // after a refusal. The guard and the route outlive it.
  std::vector<LimitUse> taken;
};

// Decides who may be sent to, and how often. First `Refuse`, then, as the route
// is known, `Admit`. Immutable: made once for each configuration; any thread
// may use it. The arguments of what can be awaited outlive the awaitable.
class Guard {
 public:
  // `suppression_file` is the content of the guard's file. What is wrong
  // becomes a violation, named relative to `guard`. A guard with nothing set
  // refuses what is refused by default.
  Guard(const v1::Guard& guard, std::string_view suppression_file,
        FieldViolations& violations);

  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  // The first rule about recipients that refuses: by the kind of the number,
  // its country, the suppression list.
  std::optional<GuardRefusal> Refuse(const v1::Notification& notification,
                                     const v1::RecipientFacts& facts) const;

  // Counts the notification in all limits that it falls under: the guard's,
  // the cool-down, and the route's. If one of them refuses, in none.
  boost::asio::awaitable<GuardDecision> Admit(
      const v1::Notification& notification, const v1::RecipientFacts& facts,
      const RateLimits& route_limits, LimitStore& store) const;

  // What is left of each of these limits, in the same order.
  boost::asio::awaitable<std::vector<v1::LimitExplanation>> Explain(
      const v1::Notification& notification, const v1::RecipientFacts& facts,
      const RateLimits& route_limits, LimitStore& store) const;

  // The refusal that Admit would make if this is what is left.
  std::optional<GuardRefusal> RefusalBy(
      const std::vector<v1::LimitExplanation>& limits) const;

 private:
  std::optional<v1::Attempt> Check(const v1::Notification& notification,
                                   const v1::RecipientFacts& facts) const;
  std::vector<LimitUse> UsesOf(const v1::Notification& notification,
                               const v1::RecipientFacts& facts,
                               const RateLimits& route_limits) const;

  const bool is_dry_run_;
  const NumberTypeRules number_types_;
  const CountryRules countries_;
  const SuppressionList suppressed_;
  const RateLimits limits_;

  // Absent if there is no cool-down.
  const std::optional<Limit> resend_cooldown_;
};

}  // namespace herald
