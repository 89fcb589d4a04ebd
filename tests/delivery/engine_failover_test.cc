// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/attempt.h"
#include "delivery/duration.h"
#include "delivery/engine_fixture.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::Attempt Busy(int retry_after_seconds = 0) {
  v1::Attempt attempt = Retry(v1::SCOPE_PROVIDER, "HTTP_503", "busy");
  if (retry_after_seconds > 0)
    attempt.mutable_retry_after()->set_seconds(retry_after_seconds);
  return attempt;
}

v1::Attempt BadCredentials() {
  return Dropped(v1::SCOPE_ACCOUNT, "HTTP_401", "credentials");
}

// A route `main` to `first` and then `second`.
class EngineFailoverTest : public EngineFixture {
 protected:
  EngineFailoverTest() { AddRoute("main", "", {"first", "second"}); }
};

TEST_F(EngineFailoverTest, AsksTheNextProviderAndListsAllAttempts) {
  first().answers.push_back(Busy());
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(response->provider(), "second");
  EXPECT_EQ(response->route(), "main");
  ASSERT_EQ(response->attempts_size(), 2);
  EXPECT_EQ(response->attempts(0).provider(), "first");
  EXPECT_EQ(response->attempts(0).reason_code(), "HTTP_503");
  EXPECT_EQ(response->attempts(1).provider(), "second");
}

TEST_F(EngineFailoverTest, LeavesOutProvidersThatCannotCarryTheContent) {
  first().can_carry = absl::FailedPreconditionError("cannot carry email");
  EXPECT_EQ(Deliver()->provider(), "second");
  second().can_carry = absl::FailedPreconditionError("cannot carry email");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("provider `first` cannot carry email"));
}

TEST_F(EngineFailoverTest, AsksOnlyTheProviderThatTheCallerNames) {
  request_.set_provider("first");
  first().answers.push_back(Busy());
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->route(), "");
  EXPECT_THAT(second().notifications, IsEmpty());
}

TEST_F(EngineFailoverTest, GivesAnAttemptItsShareAndTheLastAllThatIsLeft) {
  first().answers.push_back(Busy());
  call_.deadline = clock_.Now() + 8s;
  ASSERT_TRUE(Deliver().ok());
  EXPECT_THAT(first().deadlines, ElementsAre(clock_.Now() + 4s));
  EXPECT_THAT(second().deadlines, ElementsAre(clock_.Now() + 8s));
}

TEST_F(EngineFailoverTest, GivesTheLastOneThatIsNotLeftAloneAllThatIsLeft) {
  engine();
  for (int i = 0; i < 20; ++i)
    breakers_[1]->Ask(clock_.Now()).permit->Report(Busy(), clock_.Now());
  call_.deadline = clock_.Now() + 8s;
  ASSERT_TRUE(Deliver().ok());
  EXPECT_THAT(first().deadlines, ElementsAre(clock_.Now() + 8s));
}

TEST_F(EngineFailoverTest, GoesOnWhenAShareOfTheTimeIsOverAndNothingWasSent) {
  first().answers.push_back(
      Retry(v1::SCOPE_DEADLINE, "NO_TIME", "no connection in time"));
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(response->attempts(0).scope(), v1::SCOPE_TRANSPORT);
}

TEST_F(EngineFailoverTest, StopsWhenTheTimeIsOver) {
  first().answers.push_back(Busy());
  first().on_deliver = [this] { clock_.Advance(20s); };
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->reason_code(), "HTTP_503");
  EXPECT_THAT(second().notifications, IsEmpty());
}

TEST_F(EngineFailoverTest, StopsWhenTheNotificationExpires) {
  ExpireIn(5);
  first().answers.push_back(Busy());
  first().on_deliver = [this] { clock_.Advance(5s); };
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->reason_code(), "EXPIRED");
  EXPECT_THAT(second().notifications, IsEmpty());
}

TEST_F(EngineFailoverTest, StopsWhenTheCallerIsGone) {
  first().answers.push_back(Busy());
  first().on_deliver = [this] { caller_gone_ = true; };
  EXPECT_EQ(Deliver()->reason_code(), "HTTP_503");
  EXPECT_THAT(second().notifications, IsEmpty());
}

TEST_F(EngineFailoverTest, AnswersWhatMayStillChangeRatherThanWhatIsFinal) {
  const struct {
    const char* name;
    v1::Attempt first;
    v1::Attempt second;
    v1::Outcome outcome;
    const char* reason_code;
    int retry_after_seconds;
  } kCases[] = {
      {"retry, then account", Busy(7), BadCredentials(), v1::OUTCOME_RETRY,
       "HTTP_503", 7},
      {"account, then retry", BadCredentials(), Busy(), v1::OUTCOME_RETRY,
       "HTTP_503", 0},
      {"account twice", BadCredentials(), BadCredentials(), v1::OUTCOME_DROPPED,
       "HTTP_401", 0},
      {"the sooner of two waits", Busy(30), Busy(60), v1::OUTCOME_RETRY,
       "HTTP_503", 30},
      {"the recipient ends it", Busy(30),
       Dropped(v1::SCOPE_RECIPIENT, "HTTP_400", "no such number"),
       v1::OUTCOME_DROPPED, "HTTP_400", 0},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    engine();
    first().answers.push_back(c.first);
    second().answers.push_back(c.second);
    const auto response = Deliver();
    EXPECT_EQ(response->outcome(), c.outcome);
    EXPECT_EQ(response->reason_code(), c.reason_code);
    EXPECT_EQ(response->retry_after().seconds(), c.retry_after_seconds);
    EXPECT_EQ(response->attempts_size(), 2);
  }
}

TEST_F(EngineFailoverTest, LeavesAProviderAloneWhoseCircuitIsOpen) {
  for (int i = 0; i < 50; ++i) {
    first().answers.push_back(Busy());
    EXPECT_EQ(Deliver()->provider(), "second");
  }
  EXPECT_THAT(first().notifications, SizeIs(20));
  clock_.Advance(15s);
  call_.deadline = clock_.Now() + 20s;
  first().answers.clear();
  EXPECT_EQ(Deliver()->provider(), "first");
}

TEST_F(EngineFailoverTest, SaysWhenTheNextProbeIsDueIfAllAreLeftAlone) {
  engine();
  for (int i = 0; i < 20; ++i) {
    breakers_[0]->Ask(clock_.Now()).permit->Report(Busy(), clock_.Now());
    if (i == 10) clock_.Advance(3s);
    breakers_[1]->Ask(clock_.Now()).permit->Report(Busy(), clock_.Now());
  }
  clock_.Advance(5s);
  call_.deadline = clock_.Now() + 20s;
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->scope(), v1::SCOPE_PROVIDER);
  EXPECT_EQ(response->reason_code(), "CIRCUIT_OPEN");
  EXPECT_EQ(response->retry_after().seconds(), 10);
  EXPECT_FALSE(response->possibly_sent());
  EXPECT_EQ(response->attempts_size(), 0);
  EXPECT_THAT(first().notifications, IsEmpty());
}

// One provider that is asked up to twice more.
class EngineRetryTest : public EngineFixture {
 protected:
  EngineRetryTest() {
    v1::RetryPolicy& retry =
        *configuration_.mutable_providers(0)->mutable_retry();
    retry.set_max_retries(2);
    retry.mutable_initial_backoff()->set_seconds(1);
  }
};

TEST_F(EngineRetryTest, AsksTheSameProviderAgainAfterAPause) {
  first().answers = {Busy(), Busy()};
  const Deadline begin = clock_.Now();
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(response->attempts_size(), 3);
  EXPECT_THAT(first().numbers, ElementsAre(1, 2, 3));
  EXPECT_LE(clock_.Now() - begin, 3s);
}

TEST_F(EngineRetryTest, PausesAtLeastAsLongAsTheProviderAsks) {
  first().answers = {Busy(5)};
  const Deadline begin = clock_.Now();
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(clock_.Now() - begin, 5s);
}

TEST_F(EngineRetryTest, DoesNotPauseBeyondTheDeadline) {
  first().answers = {Busy(20)};
  const auto response = Deliver();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->attempts_size(), 1);
}

TEST_F(EngineRetryTest, NeverRepeatsWhatMayHaveBeenSentOrIsFinal) {
  const v1::Attempt kAnswers[] = {
      PossiblySent(v1::SCOPE_TRANSPORT, "TIMEOUT", "no answer"),
      BadCredentials(),
      Dropped(v1::SCOPE_RECIPIENT, "HTTP_400", "no such number"),
      Retry(v1::SCOPE_RECIPIENT, "HTTP_429", "this number is limited"),
  };
  for (const v1::Attempt& answer : kAnswers) {
    SCOPED_TRACE(answer.reason_code());
    first().answers = {answer};
    EXPECT_EQ(Deliver()->attempts_size(), 1);
  }
}

TEST_F(EngineRetryTest, StopsAfterTheConfiguredNumber) {
  first().answers = {Busy(), Busy(), Busy(), Busy()};
  EXPECT_EQ(Deliver()->attempts_size(), 3);
}

}  // namespace
}  // namespace herald
