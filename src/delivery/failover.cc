// SPDX-License-Identifier: Apache-2.0
#include "delivery/failover.h"

#include <algorithm>

#include "delivery/attempt.h"
#include "delivery/duration.h"
#include "delivery/outcome_rules.h"

namespace herald {
namespace {

v1::DeliverNotificationResponse AllLeftAlone(
    std::chrono::nanoseconds soonest_probe) {
  v1::DeliverNotificationResponse response = ResponseOf(
      Retry(v1::SCOPE_PROVIDER, "CIRCUIT_OPEN",
            "every provider has failed too often lately and is left alone"));
  SetDuration(soonest_probe, *response.mutable_retry_after());
  return response;
}

}  // namespace

bool MayFailOver(const v1::Attempt& attempt) {
  if (attempt.outcome() == v1::OUTCOME_DELIVERED || attempt.possibly_sent())
    return false;
  return attempt.scope() == v1::SCOPE_ACCOUNT ||
         attempt.scope() == v1::SCOPE_PROVIDER ||
         attempt.scope() == v1::SCOPE_TRANSPORT;
}

bool MayRetry(const v1::Attempt& attempt) {
  return MayFailOver(attempt) && attempt.outcome() == v1::OUTCOME_RETRY &&
         attempt.scope() != v1::SCOPE_ACCOUNT;
}

v1::DeliverNotificationResponse Conclude(
    std::span<const v1::Attempt> attempts,
    std::optional<std::chrono::nanoseconds> soonest_probe) {
  if (attempts.empty()) return AllLeftAlone(soonest_probe.value());
  if (!MayFailOver(attempts.back())) return ResponseOf(attempts.back());
  const auto latest_retry =
      std::find_if(attempts.rbegin(), attempts.rend(), [](const auto& attempt) {
        return attempt.outcome() == v1::OUTCOME_RETRY;
      });
  if (latest_retry == attempts.rend()) {
    return soonest_probe.has_value() ? AllLeftAlone(*soonest_probe)
                                     : ResponseOf(attempts.back());
  }
  v1::DeliverNotificationResponse response = ResponseOf(*latest_retry);
  for (const v1::Attempt& attempt : attempts) {
    if (attempt.outcome() != v1::OUTCOME_RETRY) continue;
    // Whoever said nothing may be tried at once.
    if (!attempt.has_retry_after()) {
      response.clear_retry_after();
      return response;
    }
    if (ToNanoseconds(attempt.retry_after()) <
        ToNanoseconds(response.retry_after()))
      *response.mutable_retry_after() = attempt.retry_after();
  }
  if (soonest_probe.has_value() &&
      *soonest_probe < ToNanoseconds(response.retry_after())) {
    SetDuration(*soonest_probe, *response.mutable_retry_after());
  }
  return response;
}

}  // namespace herald
