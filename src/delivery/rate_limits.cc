// SPDX-License-Identifier: Apache-2.0
#include "delivery/rate_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "delivery/duration.h"
#include "delivery/limit_key.h"

namespace herald {
namespace {

constexpr int kDefaultRangeDigits = 3;
constexpr int kMaxRangeDigits = 8;
constexpr int kMaxCount = 1'000'000'000;
constexpr std::chrono::nanoseconds kMaxRefill =
    std::chrono::hours(24 * 365 * 100);

bool IsWithin(int value, int most) { return value >= 1 && value <= most; }

// Adds what is wrong with the numbers of a limit. Whether they can be used.
bool CheckRate(const v1::RateLimit& limit, const std::string& field,
               FieldViolations& violations) {
  const bool has_count = IsWithin(limit.count(), kMaxCount);
  if (!has_count)
    violations.Add(field + ".count", fmt::format("must be 1 to {}", kMaxCount));
  const auto seconds = limit.per().seconds();
  const bool has_period =
      seconds >= 1 && seconds <= 31 * 24 * 3600 && limit.per().nanos() >= 0;
  if (!has_period) violations.Add(field + ".per", "must be 1s to 744h");
  return has_count && has_period;
}

}  // namespace

RateLimits::RateLimits(
    const google::protobuf::RepeatedPtrField<v1::RateLimit>& limits,
    FieldViolations& violations) {
  for (int i = 0; i < limits.size(); ++i) {
    const v1::RateLimit& from = limits[i];
    const std::string field = fmt::format("limits[{}]", i);
    if (from.name() == kResendCooldownName)
      violations.Add(field + ".name", "is the name of the cool-down");
    if (from.range_digits() != 0 && from.by() != v1::LIMIT_KEY_NUMBER_RANGE)
      violations.Add(field + ".range_digits", "is for number_range alone");
    if (from.range_digits() < 0 || from.range_digits() > kMaxRangeDigits)
      violations.Add(field + ".range_digits", "must be 1 to 8");
    if (!CheckRate(from, field, violations)) continue;
    Rule rule;
    rule.limit.name = from.name();
    rule.limit.by = from.by();
    rule.key_prefix =
        fmt::format("{}/{}/", from.name(), static_cast<int>(from.by()));
    rule.limit.interval = std::max(ToNanoseconds(from.per()) / from.count(),
                                   std::chrono::nanoseconds(1));
    rule.limit.burst = from.burst() == 0 ? from.count() : from.burst();
    rule.range_digits =
        from.range_digits() == 0 ? kDefaultRangeDigits : from.range_digits();
    if (rule.limit.burst < 1 ||
        rule.limit.burst > kMaxRefill / rule.limit.interval) {
      violations.Add(field + ".burst",
                     "must be at least 1 and refill within 100 years");
      continue;
    }
    rules_.push_back(std::move(rule));
  }
}

void RateLimits::AddUses(const v1::Notification& notification,
                         const v1::RecipientFacts& facts,
                         std::vector<LimitUse>& uses) const {
  uses.reserve(uses.size() + rules_.size());
  for (const Rule& rule : rules_) {
    const std::string key =
        LimitKeyOf(notification, facts, rule.limit.by, rule.range_digits);
    if (!key.empty()) uses.push_back({&rule.limit, rule.key_prefix + key});
  }
}

}  // namespace herald
