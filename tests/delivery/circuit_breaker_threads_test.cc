// SPDX-License-Identifier: Apache-2.0
// Many threads at one circuit breaker. Run under the thread sanitizer too.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "delivery/attempt.h"
#include "delivery/circuit_breaker.h"

namespace herald {
namespace {

using std::chrono::milliseconds;

constexpr int kThreads = 4;

template <typename Work>
void RunInThreads(Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
}

TEST(CircuitBreaker, LetsOneThreadProbeAtATime) {
  v1::CircuitBreaker settings;
  settings.set_min_attempts(1);
  settings.mutable_open_time()->set_nanos(100'000'000);
  CircuitBreaker breaker(settings);
  const v1::Attempt failure = Retry(v1::SCOPE_PROVIDER, "HTTP_503", "");

  // Time passes by attempts, so that probes are due all the while.
  std::atomic<int> elapsed = 0;
  std::atomic<int> probing = 0;
  std::atomic<int> probes = 0;
  std::atomic<bool> had_two_at_once = false;
  RunInThreads([&] {
    for (int i = 0; i < 20'000; ++i) {
      const CircuitBreaker::TimePoint now =
          CircuitBreaker::TimePoint() + milliseconds(elapsed.fetch_add(7));
      CircuitBreaker::Answer answer = breaker.Ask(now);
      if (!answer.permit.has_value() || !answer.permit->is_probe()) {
        if (answer.permit.has_value()) answer.permit->Report(failure, now);
        continue;
      }
      if (probing.fetch_add(1) != 0) had_two_at_once = true;
      const int number = probes.fetch_add(1);
      breaker.Look(now);
      probing.fetch_sub(1);
      if (number % 3 == 0) answer.permit->Report(Delivered(""), now);
      if (number % 3 == 1) answer.permit->Report(failure, now);
    }
  });
  EXPECT_FALSE(had_two_at_once);
  EXPECT_GT(probes, 100);
}

TEST(CircuitBreaker, CountsWhatAllThreadsReport) {
  v1::CircuitBreaker settings;
  settings.set_min_attempts(kThreads * 1000);
  CircuitBreaker breaker(settings);
  const v1::Attempt failure = Retry(v1::SCOPE_TRANSPORT, "TIMEOUT", "");
  const CircuitBreaker::TimePoint now = std::chrono::steady_clock::now();
  std::atomic<int> attempts = 0;
  RunInThreads([&] {
    for (;;) {
      CircuitBreaker::Answer answer = breaker.Ask(now);
      if (!answer.permit.has_value()) return;
      answer.permit->Report(failure, now);
      ++attempts;
    }
  });
  // Each of the others may have been at work on one more.
  EXPECT_GE(attempts, kThreads * 1000);
  EXPECT_LT(attempts, kThreads * 1001);
}

}  // namespace
}  // namespace herald
