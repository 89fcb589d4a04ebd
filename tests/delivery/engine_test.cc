// SPDX-License-Identifier: Apache-2.0
#include "delivery/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_provider.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Two providers, `first` and `second`, and an SMS for them.
class EngineTest : public testing::Test {
 protected:
  EngineTest() : engine_(MakeProviders(), redactor_, clock_) {
    request_.mutable_notification()->mutable_phone()->set_recipient(
        "+18085555555");
    request_.mutable_notification()->mutable_phone()->set_code("471112");
  }

  absl::StatusOr<v1::DeliverNotificationResponse> Deliver() {
    call_.deadline = clock_.Now() + 20s;
    call_.caller_gone = &caller_gone_;
    return Await(engine_.Deliver(request_, call_));
  }

  void ExpireIn(int seconds) {
    request_.mutable_expire_time()->set_seconds(
        absl::ToUnixSeconds(clock_.WallNow()) + seconds);
  }

  FakeClock clock_;
  Redactor redactor_{{"s3cret"}};
  FakeProvider* first_ = nullptr;
  FakeProvider* second_ = nullptr;
  Engine engine_;
  v1::DeliverNotificationRequest request_;
  CallContext call_;
  std::atomic<bool> caller_gone_ = false;

 private:
  std::vector<NamedProvider> MakeProviders() {
    std::vector<NamedProvider> providers;
    for (const char* name : {"first", "second"}) {
      auto provider = std::make_unique<FakeProvider>();
      (first_ == nullptr ? first_ : second_) = provider.get();
      providers.push_back({name, 10s, std::move(provider)});
    }
    return providers;
  }
};

TEST_F(EngineTest, UsesTheFirstProviderThatCanCarryTheContent) {
  EXPECT_EQ(Deliver()->provider(), "first");
  first_->can_carry = absl::FailedPreconditionError("cannot carry email");
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
  EXPECT_THAT(first_->notifications, IsEmpty());
  EXPECT_THAT(second_->notifications, SizeIs(1));
  EXPECT_EQ(second_->request_ids, std::vector<std::string>{"r-1"});
}

TEST_F(EngineTest, NamesTheProvidersThatExistWhenOneDoesNot) {
  request_.set_provider("third");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("`first`, `second`"));
}

TEST_F(EngineTest, SaysWhyANamedProviderCannotCarryTheContent) {
  request_.set_provider("first");
  first_->can_carry = absl::FailedPreconditionError("cannot carry email");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "provider `first` cannot carry email");
}

TEST_F(EngineTest, SaysWhyNoProviderCanCarryTheContent) {
  first_->can_carry = absl::FailedPreconditionError("cannot carry email");
  second_->can_carry = absl::FailedPreconditionError("cannot carry email");
  const absl::Status status = Deliver().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("`second` cannot"));
}

TEST_F(EngineTest, ReportsTheAttemptWithItsTimes) {
  v1::Attempt answer = Retry(v1::SCOPE_PROVIDER, "HTTP_503", "busy");
  answer.mutable_retry_after()->set_seconds(7);
  first_->answers.push_back(answer);
  first_->on_deliver = [this] { clock_.Advance(1500ms); };
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
  first_->answers.push_back(
      Dropped(v1::SCOPE_RECIPIENT, "HTTP_400",
              "s3cret cannot send 471112 to +1 808-555-5555"));
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  for (const char* term : {"s3cret", "471112", "808-555"})
    EXPECT_EQ(response->DebugString().find(term), std::string::npos) << term;
}

TEST_F(EngineTest, GivesAnAttemptTheSoonestOfItsDeadlines) {
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(first_->deadlines.back(), clock_.Now() + 10s);
  ExpireIn(3);
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(first_->deadlines.back(), clock_.Now() + 3s);
  // The greatest timestamp: nothing overflows.
  request_.mutable_expire_time()->set_seconds(253402300799);
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(first_->deadlines.back(), clock_.Now() + 10s);
}

TEST_F(EngineTest, SendsNothingAfterTheExpiry) {
  ExpireIn(0);
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->scope(), v1::SCOPE_DEADLINE);
  EXPECT_EQ(response->reason_code(), "EXPIRED");
  EXPECT_THAT(first_->notifications, IsEmpty());
}

TEST_F(EngineTest, SendsNothingAfterTheDeadline) {
  call_.deadline = clock_.Now();
  call_.caller_gone = &caller_gone_;
  const auto response = Await(engine_.Deliver(request_, call_));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(response->reason_code(), "NO_TIME");
  EXPECT_FALSE(response->possibly_sent());
  EXPECT_THAT(first_->notifications, IsEmpty());
}

TEST_F(EngineTest, SendsNothingForACallerThatIsGone) {
  caller_gone_ = true;
  EXPECT_EQ(Deliver().status().code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(first_->notifications, IsEmpty());
}

TEST_F(EngineTest, FinishesAnAttemptWhoseCallerLeaves) {
  first_->on_deliver = [this] { caller_gone_ = true; };
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
}

TEST_F(EngineTest, DropsWhatCouldOnlyBeRetriedAfterTheExpiry) {
  v1::Attempt answer = Retry(v1::SCOPE_PROVIDER, "HTTP_429", "slow down");
  answer.mutable_retry_after()->set_seconds(60);
  first_->answers.push_back(answer);
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

  first_->refusal = Dropped(v1::SCOPE_CONTENT, "INVALID_CODE", "too long");
  response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->reason_code(), "INVALID_CODE");
  EXPECT_THAT(first_->notifications, IsEmpty());
}

}  // namespace
}  // namespace herald
