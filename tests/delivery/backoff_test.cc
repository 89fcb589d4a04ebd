// SPDX-License-Identifier: Apache-2.0
#include "delivery/backoff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

// The shortest and the longest of many pauses.
std::pair<nanoseconds, nanoseconds> Range(const Backoff& backoff, int retry) {
  std::mt19937_64 random(7);
  nanoseconds shortest = nanoseconds::max();
  nanoseconds longest{0};
  for (int i = 0; i < 10'000; ++i) {
    const nanoseconds pause = backoff.PauseBefore(retry, std::nullopt, random);
    shortest = std::min(shortest, pause);
    longest = std::max(longest, pause);
  }
  return {shortest, longest};
}

TEST(Backoff, DoesNotRetryWithoutAPolicy) {
  EXPECT_EQ(Backoff(v1::RetryPolicy()).max_retries(), 0);
}

TEST(Backoff, PausesBetweenNothingAndABoundThatDoubles) {
  v1::RetryPolicy policy;
  policy.set_max_retries(10);
  const Backoff backoff(policy);
  EXPECT_EQ(backoff.max_retries(), 10);
  const milliseconds bounds[] = {
      milliseconds(100),  milliseconds(200),  milliseconds(400),
      milliseconds(800),  milliseconds(1600), milliseconds(3200),
      milliseconds(5000), milliseconds(5000), milliseconds(5000)};
  int retry = 0;
  for (const milliseconds bound : bounds) {
    const auto [shortest, longest] = Range(backoff, retry++);
    EXPECT_GE(shortest, nanoseconds(0));
    EXPECT_LT(shortest, bound / 100);
    EXPECT_LE(longest, bound);
    EXPECT_GT(longest, bound * 99 / 100);
  }
}

TEST(Backoff, FollowsItsSettings) {
  v1::RetryPolicy policy;
  policy.mutable_initial_backoff()->set_seconds(60);
  policy.mutable_max_backoff()->set_nanos(2'000'000);
  EXPECT_LE(Range(Backoff(policy), 0).second, milliseconds(2));
  policy.mutable_max_backoff()->set_seconds(300);
  EXPECT_GT(Range(Backoff(policy), 0).second, seconds(59));
  EXPECT_GT(Range(Backoff(policy), 9).second, seconds(297));
}

TEST(Backoff, WaitsAsLongAsTheProviderAsksIfThatIsLonger) {
  const Backoff backoff{v1::RetryPolicy()};
  std::mt19937_64 random(7);
  EXPECT_EQ(backoff.PauseBefore(0, seconds(30), random), seconds(30));
  EXPECT_GT(backoff.PauseBefore(0, seconds(0), random), nanoseconds(0));
}

}  // namespace
}  // namespace herald
