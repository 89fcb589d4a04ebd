// SPDX-License-Identifier: Apache-2.0
#include "delivery/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/attempt.h"
#include "delivery/engine_fixture.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using EngineTest = EngineFixture;

TEST_F(EngineTest, UsesTheFirstProviderThatCanCarryTheContent) {
  EXPECT_EQ(Deliver()->provider(), "first");
  first().can_carry = absl::FailedPreconditionError("cannot carry email");
  EXPECT_EQ(Deliver()->provider(), "second");
}

TEST_F(EngineTest, UsesTheProviderThatTheCallerNames) {
  request_.set_provider("second");
  request_.set_request_id("r-1");
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(response->provider(), "second");
  EXPECT_EQ(response->provider_message_id(), "fake-id");
  EXPECT_THAT(first().notifications, IsEmpty());
  EXPECT_THAT(second().notifications, SizeIs(1));
  EXPECT_EQ(second().request_ids, std::vector<std::string>{"r-1"});
}

TEST_F(EngineTest, NamesTheProvidersThatExistWhenOneDoesNot) {
  request_.set_provider("third");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("`first`, `second`"));
}

TEST_F(EngineTest, SaysWhyANamedProviderCannotCarryTheContent) {
  request_.set_provider("first");
  first().can_carry = absl::FailedPreconditionError("cannot carry email");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "provider `first` cannot carry email");
}

TEST_F(EngineTest, SaysWhyNoProviderCanCarryTheContent) {
  first().can_carry = absl::FailedPreconditionError("cannot carry email");
  second().can_carry = absl::FailedPreconditionError("cannot carry email");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("`second` cannot"));
}

TEST_F(EngineTest, ReportsTheAttemptWithItsTimes) {
  v1::Attempt answer = Retry(v1::SCOPE_PROVIDER, "HTTP_503", "busy");
  answer.mutable_retry_after()->set_seconds(7);
  first().answers.push_back(answer);
  first().on_deliver = [this] { clock_.Advance(1500ms); };
  const std::int64_t start = absl::ToUnixSeconds(clock_.WallNow());

  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->scope(), v1::SCOPE_PROVIDER);
  EXPECT_EQ(response->reason(), "busy");
  EXPECT_EQ(response->reason_code(), "HTTP_503");
  EXPECT_EQ(response->retry_after().seconds(), 7);
  ASSERT_EQ(response->attempts_size(), 1);
  const v1::Attempt& attempt = response->attempts(0);
  EXPECT_EQ(attempt.provider(), "first");
  EXPECT_EQ(attempt.reason_code(), "HTTP_503");
  EXPECT_EQ(attempt.start_time().seconds(), start);
  EXPECT_EQ(attempt.duration().seconds(), 1);
  EXPECT_EQ(attempt.duration().nanos(), 500'000'000);
}

TEST_F(EngineTest, KeepsSecretsAndPersonalDataOutOfTheAnswer) {
  first().answers.push_back(
      Dropped(v1::SCOPE_RECIPIENT, "HTTP_400",
              "s3cret cannot send 471112 to +1 808-555-5555"));
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  for (const char* term : {"s3cret", "471112", "808-555"})
    EXPECT_EQ(response->DebugString().find(term), std::string::npos) << term;
}

TEST_F(EngineTest, GivesAnAttemptTheSoonestOfItsDeadlines) {
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(first().deadlines.back(), clock_.Now() + 10s);
  ExpireIn(3);
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(first().deadlines.back(), clock_.Now() + 3s);
  // The greatest timestamp: nothing overflows.
  request_.mutable_expire_time()->set_seconds(253402300799);
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(first().deadlines.back(), clock_.Now() + 10s);
}

TEST_F(EngineTest, SendsNothingAfterTheExpiry) {
  ExpireIn(0);
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->scope(), v1::SCOPE_DEADLINE);
  EXPECT_EQ(response->reason_code(), "EXPIRED");
  EXPECT_THAT(first().notifications, IsEmpty());
}

TEST_F(EngineTest, SendsNothingAfterTheDeadline) {
  call_.deadline = clock_.Now();
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->reason_code(), "NO_TIME");
  EXPECT_FALSE(response->possibly_sent());
  EXPECT_THAT(first().notifications, IsEmpty());
}

TEST_F(EngineTest, SendsNothingForACallerThatIsGone) {
  caller_gone_ = true;
  EXPECT_EQ(Deliver().status().code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(first().notifications, IsEmpty());
}

TEST_F(EngineTest, FinishesAnAttemptWhoseCallerLeaves) {
  first().on_deliver = [this] { caller_gone_ = true; };
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
}

TEST_F(EngineTest, DropsWhatCouldOnlyBeRetriedAfterTheExpiry) {
  v1::Attempt answer = Retry(v1::SCOPE_PROVIDER, "HTTP_429", "slow down");
  answer.mutable_retry_after()->set_seconds(60);
  first().answers.push_back(answer);
  ExpireIn(30);
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->reason_code(), "EXPIRED");
  EXPECT_THAT(response->reason(), HasSubstr("slow down"));
  EXPECT_EQ(response->attempts(0).outcome(), v1::OUTCOME_RETRY);
}

TEST_F(EngineTest, SendsNothingWhenOnlyValidating) {
  request_.set_validate_only(true);
  auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->validated_only());
  EXPECT_EQ(response->outcome(), v1::OUTCOME_UNSPECIFIED);
  EXPECT_EQ(response->provider(), "first");
  EXPECT_EQ(response->attempts_size(), 0);

  first().refusal = Dropped(v1::SCOPE_CONTENT, "INVALID_CODE", "too long");
  response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->reason_code(), "INVALID_CODE");
  EXPECT_THAT(first().notifications, IsEmpty());
}

}  // namespace
}  // namespace herald
