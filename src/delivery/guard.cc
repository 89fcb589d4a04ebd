// SPDX-License-Identifier: Apache-2.0
#include "delivery/guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "delivery/attempt.h"
#include "delivery/duration.h"
#include "delivery/limit_key.h"

namespace herald {
namespace {

constexpr std::int64_t kMaxCooldownSeconds = 24 * 3600;

std::optional<Limit> CooldownOf(const v1::Guard& guard,
                                FieldViolations& violations) {
  if (!guard.has_resend_cooldown()) return std::nullopt;
  const auto& cooldown = guard.resend_cooldown();
  if (cooldown.seconds() < 1 || cooldown.seconds() > kMaxCooldownSeconds) {
    violations.Add("resend_cooldown", "must be 1s to 24h");
    return std::nullopt;
  }
  return Limit{.name = std::string(kResendCooldownName),
               .by = v1::LIMIT_KEY_RECIPIENT,
               .interval = ToNanoseconds(cooldown)};
}

// Counts each message type of a recipient by itself.
LimitUse CooldownUse(const Limit& cooldown,
                     const v1::Notification& notification) {
  const int type = notification.has_email()
                       ? static_cast<int>(notification.email().message_type())
                       : static_cast<int>(notification.phone().message_type());
  return {&cooldown, fmt::format("{}/{}/{}", cooldown.name, type,
                                 RecipientKey(notification))};
}

// As a person writes it: `premium_rate`.
std::string Written(v1::NumberType type) {
  static constexpr std::size_t kPrefix = sizeof("NUMBER_TYPE_") - 1;
  return absl::AsciiStrToLower(v1::NumberType_Name(type).substr(kPrefix));
}

GuardRefusal RefusalOf(const std::string& limit,
                       std::chrono::nanoseconds retry_after, bool is_dry_run) {
  const bool is_cooldown = limit == kResendCooldownName;
  GuardRefusal refusal{.limit = limit, .is_dry_run = is_dry_run};
  refusal.attempt =
      is_cooldown
          ? Retry(v1::SCOPE_POLICY, "RESEND_COOLDOWN",
                  "the recipient was sent a notification of this message type "
                  "a moment ago")
          : Retry(v1::SCOPE_POLICY, "RATE_LIMITED",
                  fmt::format("the limit {} is used up", limit));
  SetDuration(retry_after, *refusal.attempt.mutable_retry_after());
  return refusal;
}

}  // namespace

Guard::Guard(const v1::Guard& guard, std::string_view suppression_file,
             FieldViolations& violations)
    : is_dry_run_(guard.dry_run()),
      number_types_(guard, violations),
      countries_(guard.countries(), violations),
      suppressed_(guard, suppression_file, violations),
      limits_(guard.limits(), violations),
      resend_cooldown_(CooldownOf(guard, violations)) {}

std::optional<GuardRefusal> Guard::Refuse(
    const v1::Notification& notification,
    const v1::RecipientFacts& facts) const {
  auto attempt = Check(notification, facts);
  if (!attempt) return std::nullopt;
  return GuardRefusal{.attempt = *std::move(attempt),
                      .is_dry_run = is_dry_run_};
}

std::optional<v1::Attempt> Guard::Check(const v1::Notification& notification,
                                        const v1::RecipientFacts& facts) const {
  if (notification.has_phone()) {
    if (!number_types_.Allow(facts.number_type())) {
      return Dropped(v1::SCOPE_POLICY, "NUMBER_TYPE_NOT_ALLOWED",
                     fmt::format("numbers of the kind {} are not allowed",
                                 Written(facts.number_type())));
    }
    if (!countries_.Allow(notification.phone().message_type(),
                          facts.country())) {
      return Dropped(
          v1::SCOPE_POLICY, "COUNTRY_NOT_ALLOWED",
          fmt::format("numbers of the country {} are not allowed for this "
                      "message type",
                      facts.country()));
    }
  }
  const std::string& recipient = notification.has_email()
                                     ? notification.email().to()
                                     : notification.phone().recipient();
  if (suppressed_.Contains(recipient)) {
    return Dropped(v1::SCOPE_POLICY, "SUPPRESSED",
                   "the recipient is on the suppression list");
  }
  return std::nullopt;
}

std::vector<LimitUse> Guard::UsesOf(const v1::Notification& notification,
                                    const v1::RecipientFacts& facts,
                                    const RateLimits& route_limits) const {
  std::vector<LimitUse> uses;
  limits_.AddUses(notification, facts, uses);
  if (resend_cooldown_)
    uses.push_back(CooldownUse(*resend_cooldown_, notification));
  route_limits.AddUses(notification, facts, uses);
  return uses;
}

boost::asio::awaitable<GuardDecision> Guard::Admit(
    const v1::Notification& notification, const v1::RecipientFacts& facts,
    const RateLimits& route_limits, LimitStore& store) const {
  GuardDecision decision;
  decision.taken = UsesOf(notification, facts, route_limits);
  if (decision.taken.empty()) co_return decision;
  const auto refusal = co_await store.Take(decision.taken);
  if (refusal) {
    decision.refusal = RefusalOf(decision.taken[refusal->index].limit->name,
                                 refusal->retry_after, is_dry_run_);
    decision.taken.clear();
  }
  co_return decision;
}

boost::asio::awaitable<std::vector<v1::LimitExplanation>> Guard::Explain(
    const v1::Notification& notification, const v1::RecipientFacts& facts,
    const RateLimits& route_limits, LimitStore& store) const {
  const std::vector<LimitUse> uses = UsesOf(notification, facts, route_limits);
  const std::vector<LimitState> states = co_await store.Peek(uses);
  std::vector<v1::LimitExplanation> explanations;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    v1::LimitExplanation& explanation = explanations.emplace_back();
    explanation.set_name(uses[i].limit->name);
    explanation.set_by(uses[i].limit->by);
    explanation.set_remaining(static_cast<std::int32_t>(states[i].remaining));
    if (states[i].remaining == 0)
      SetDuration(states[i].retry_after, *explanation.mutable_retry_after());
  }
  co_return explanations;
}

std::optional<GuardRefusal> Guard::RefusalBy(
    const std::vector<v1::LimitExplanation>& limits) const {
  for (const v1::LimitExplanation& limit : limits) {
    if (limit.remaining() > 0) continue;
    return RefusalOf(limit.name(), ToNanoseconds(limit.retry_after()),
                     is_dry_run_);
  }
  return std::nullopt;
}

}  // namespace herald
