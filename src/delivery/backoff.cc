// SPDX-License-Identifier: Apache-2.0
#include "delivery/backoff.h"

#include <algorithm>

#include "delivery/duration.h"

namespace herald {
namespace {

constexpr std::chrono::milliseconds kDefaultInitial(100);
constexpr std::chrono::seconds kDefaultMax(5);

}  // namespace

Backoff::Backoff(const v1::RetryPolicy& policy)
    : max_retries_(policy.max_retries()),
      initial_(policy.has_initial_backoff()
                   ? ToNanoseconds(policy.initial_backoff())
                   : kDefaultInitial),
      max_(policy.has_max_backoff() ? ToNanoseconds(policy.max_backoff())
                                    : kDefaultMax) {}

std::chrono::nanoseconds Backoff::PauseBefore(
    int retry, std::optional<std::chrono::nanoseconds> retry_after,
    std::mt19937_64& random) const {
  std::chrono::nanoseconds bound = std::min(initial_, max_);
  for (int i = 0; i < retry && bound < max_; ++i)
    bound = std::min(2 * bound, max_);
  std::uniform_int_distribution<std::chrono::nanoseconds::rep> up_to_bound(
      0, bound.count());
  const std::chrono::nanoseconds pause(up_to_bound(random));
  return std::max(pause, retry_after.value_or(pause));
}

}  // namespace herald
