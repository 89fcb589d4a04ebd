// SPDX-License-Identifier: Apache-2.0
#include "delivery/circuit_breaker.h"

#include <gtest/gtest.h>

#include "delivery/attempt.h"
#include "fakes/fake_clock.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

v1::Attempt Failure() { return Retry(v1::SCOPE_PROVIDER, "HTTP_503", ""); }

class CircuitBreakerTest : public testing::Test {
 protected:
  // Makes the attempt, if the breaker allows it.
  bool Try(const v1::Attempt& attempt) {
    CircuitBreaker::Answer answer = breaker_.Ask(clock_.Now());
    if (!answer.permit.has_value()) return false;
    answer.permit->Report(attempt, clock_.Now());
    return true;
  }

  // Fails as often as needed. Returns how often that was.
  int Open() {
    int attempts = 0;
    while (Try(Failure())) ++attempts;
    return attempts;
  }

  v1::CircuitState State() { return breaker_.Look(clock_.Now()).state; }

  FakeClock clock_;
  CircuitBreaker breaker_{v1::CircuitBreaker()};
};

TEST_F(CircuitBreakerTest, OpensForADeadProviderAfterTwentyAttempts) {
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_CLOSED);
  EXPECT_EQ(Open(), 20);
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_OPEN);
}

TEST_F(CircuitBreakerTest, OpensOnceHalfOfTheAttemptsFail) {
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(Try(Delivered("")));
  EXPECT_EQ(Open(), 30);
}

TEST_F(CircuitBreakerTest, DoesNotOpenForFailuresThatAreLongPast) {
  for (int i = 0; i < 19; ++i) ASSERT_TRUE(Try(Failure()));
  clock_.Advance(seconds(31));
  EXPECT_EQ(Open(), 20);
}

TEST_F(CircuitBreakerTest, SaysWhenTheProbeIsDueWhileItIsOpen) {
  Open();
  clock_.Advance(seconds(5));
  const CircuitBreaker::Answer answer = breaker_.Ask(clock_.Now());
  EXPECT_FALSE(answer.permit.has_value());
  EXPECT_EQ(answer.retry_after, seconds(10));
  EXPECT_EQ(breaker_.Look(clock_.Now()).retry_after, seconds(10));

  clock_.Advance(seconds(11));
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_OPEN);
  EXPECT_EQ(breaker_.Look(clock_.Now()).retry_after, seconds(0));
}

TEST_F(CircuitBreakerTest, LetsASingleProbeThrough) {
  Open();
  clock_.Advance(seconds(15));
  CircuitBreaker::Answer probe = breaker_.Ask(clock_.Now());
  ASSERT_TRUE(probe.permit.has_value());
  EXPECT_TRUE(probe.permit->is_probe());
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_HALF_OPEN);

  const CircuitBreaker::Answer other = breaker_.Ask(clock_.Now());
  EXPECT_FALSE(other.permit.has_value());
  EXPECT_EQ(other.retry_after, seconds(1));
}

TEST_F(CircuitBreakerTest, ClosesWhenTheProbeSucceeds) {
  Open();
  clock_.Advance(seconds(15));
  ASSERT_TRUE(Try(Delivered("")));
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_CLOSED);
  EXPECT_FALSE(breaker_.Ask(clock_.Now()).permit->is_probe());
  EXPECT_EQ(Open(), 20) << "the failures before no longer count";
}

TEST_F(CircuitBreakerTest, StaysOpenWhenTheProbeFails) {
  Open();
  clock_.Advance(seconds(15));
  ASSERT_TRUE(Try(Failure()));
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_OPEN);
  EXPECT_EQ(breaker_.Ask(clock_.Now()).retry_after, seconds(15));
}

TEST_F(CircuitBreakerTest, ProbesAgainAfterAProbeThatWasNotMade) {
  Open();
  clock_.Advance(seconds(15));
  EXPECT_TRUE(breaker_.Ask(clock_.Now()).permit->is_probe());
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_OPEN);
  ASSERT_TRUE(Try(Dropped(v1::SCOPE_POLICY, "REFUSED", "")));
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_OPEN);
  EXPECT_TRUE(breaker_.Ask(clock_.Now()).permit->is_probe());
}

TEST_F(CircuitBreakerTest, IgnoresWhatWasBegunBeforeItOpened) {
  std::vector<CircuitBreaker::Permit> late;
  for (int i = 0; i < 40; ++i)
    late.push_back(*breaker_.Ask(clock_.Now()).permit);
  Open();
  late.back().Report(Delivered(""), clock_.Now());
  late.pop_back();
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_OPEN);

  clock_.Advance(seconds(15));
  CircuitBreaker::Answer probe = breaker_.Ask(clock_.Now());
  late.back().Report(Failure(), clock_.Now());
  late.pop_back();
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_HALF_OPEN);

  probe.permit->Report(Delivered(""), clock_.Now());
  for (CircuitBreaker::Permit& permit : late)
    permit.Report(Failure(), clock_.Now());
  EXPECT_EQ(State(), v1::CIRCUIT_STATE_CLOSED);
  EXPECT_EQ(Open(), 20);
}

TEST_F(CircuitBreakerTest, CountsOnlyTheFirstReportOfAnAttempt) {
  CircuitBreaker::Answer answer = breaker_.Ask(clock_.Now());
  for (int i = 0; i < 100; ++i) answer.permit->Report(Failure(), clock_.Now());
  EXPECT_EQ(Open(), 19);
}

TEST(CircuitBreaker, CountsWhatPointsAtTheProvider) {
  enum Sign { kWorks, kFails, kNeither };
  const struct {
    v1::Attempt attempt;
    Sign sign;
  } cases[] = {
      {Delivered("id"), kWorks},
      {Retry(v1::SCOPE_ACCOUNT, "X", ""), kFails},
      {Dropped(v1::SCOPE_ACCOUNT, "X", ""), kFails},
      {Retry(v1::SCOPE_PROVIDER, "X", ""), kFails},
      {PossiblySent(v1::SCOPE_PROVIDER, "X", ""), kFails},
      {Dropped(v1::SCOPE_PROVIDER, "X", ""), kFails},
      {Retry(v1::SCOPE_TRANSPORT, "X", ""), kFails},
      {PossiblySent(v1::SCOPE_TRANSPORT, "X", ""), kFails},
      {Retry(v1::SCOPE_DEADLINE, "X", ""), kFails},
      {PossiblySent(v1::SCOPE_DEADLINE, "X", ""), kFails},
      {Retry(v1::SCOPE_RECIPIENT, "X", ""), kWorks},
      {Dropped(v1::SCOPE_RECIPIENT, "X", ""), kWorks},
      {Dropped(v1::SCOPE_CONTENT, "X", ""), kWorks},
      {Retry(v1::SCOPE_POLICY, "X", ""), kNeither},
      {Dropped(v1::SCOPE_POLICY, "X", ""), kNeither},
  };
  v1::CircuitBreaker settings;
  settings.set_min_attempts(2);
  settings.set_failure_percent(70);
  for (const auto& [attempt, sign] : cases) {
    CircuitBreaker breaker(settings);
    FakeClock clock;
    const auto is_open_after = [&](const v1::Attempt& next) {
      breaker.Ask(clock.Now()).permit->Report(next, clock.Now());
      return breaker.Look(clock.Now()).state == v1::CIRCUIT_STATE_OPEN;
    };
    ASSERT_FALSE(is_open_after(attempt));
    const bool is_open = is_open_after(Failure());
    EXPECT_EQ(is_open, sign == kFails) << attempt.ShortDebugString();
    // Two failures of two are enough, two of three are not.
    if (!is_open) {
      EXPECT_EQ(is_open_after(Failure()), sign == kNeither)
          << attempt.ShortDebugString();
    }
  }
}

TEST(CircuitBreaker, FollowsItsSettings) {
  v1::CircuitBreaker settings;
  settings.set_min_attempts(3);
  settings.set_failure_percent(100);
  settings.mutable_window()->set_seconds(1);
  settings.mutable_open_time()->set_nanos(200'000'000);
  CircuitBreaker breaker(settings);
  FakeClock clock;
  const auto fail = [&] {
    breaker.Ask(clock.Now()).permit->Report(Failure(), clock.Now());
  };
  fail();
  fail();
  clock.Advance(milliseconds(1100));
  fail();
  fail();
  EXPECT_TRUE(breaker.Ask(clock.Now()).permit.has_value());
  fail();
  EXPECT_EQ(breaker.Ask(clock.Now()).retry_after, milliseconds(200));

  clock.Advance(milliseconds(200));
  const CircuitBreaker::Answer probe = breaker.Ask(clock.Now());
  EXPECT_TRUE(probe.permit.has_value());
  EXPECT_EQ(breaker.Ask(clock.Now()).retry_after, milliseconds(200))
      << "not longer than it would be open";
}

TEST(CircuitBreaker, NeverOpensWhenDisabled) {
  v1::CircuitBreaker settings;
  settings.set_disabled(true);
  CircuitBreaker breaker(settings);
  FakeClock clock;
  for (int i = 0; i < 100; ++i) {
    CircuitBreaker::Answer answer = breaker.Ask(clock.Now());
    ASSERT_TRUE(answer.permit.has_value());
    answer.permit->Report(Failure(), clock.Now());
  }
  EXPECT_EQ(breaker.Look(clock.Now()).state, v1::CIRCUIT_STATE_UNSPECIFIED);
}

}  // namespace
}  // namespace herald
