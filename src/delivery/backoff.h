// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <random>

#include "herald/v1/provider.pb.h"

namespace herald {

// How long to pause before each further attempt at the same provider. The
// pauses are random over their whole length, so that many that failed together
// do not come back together.
class Backoff {
 public:
  // Without a policy there are no retries.
  explicit Backoff(const v1::RetryPolicy& policy);

  int max_retries() const { return max_retries_; }

  // The pause before a retry, of which the first is 0: between nothing and a
  // bound that doubles, or `retry_after`, what the provider asks for, if that
  // is longer.
  std::chrono::nanoseconds PauseBefore(
      int retry, std::optional<std::chrono::nanoseconds> retry_after,
      std::mt19937_64& random) const;

 private:
  int max_retries_;
  std::chrono::nanoseconds initial_;
  std::chrono::nanoseconds max_;
};

}  // namespace herald
