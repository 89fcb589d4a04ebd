// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/attempt.h"
#include "delivery/engine_fixture.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::RateLimit Limit(const std::string& name, v1::LimitKey by, int count) {
  v1::RateLimit limit;
  limit.set_name(name);
  limit.set_by(by);
  limit.set_count(count);
  limit.mutable_per()->set_seconds(60);
  return limit;
}

class EngineGuardTest : public EngineFixture {};

TEST_F(EngineGuardTest, SendsNothingToNumbersThatCostTooMuch) {
  call_.recipient.set_number_type(v1::NUMBER_TYPE_PREMIUM_RATE);
  const auto response = Deliver();
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response->scope(), v1::SCOPE_POLICY);
  EXPECT_EQ(response->reason_code(), "NUMBER_TYPE_NOT_ALLOWED");
  EXPECT_THAT(refusals_, SizeIs(1));
  EXPECT_THAT(first().notifications, IsEmpty());
}

TEST_F(EngineGuardTest, SaysWhenALimitLetsTheNextOnePass) {
  *configuration_.mutable_guard()->add_limits() =
      Limit("per-number", v1::LIMIT_KEY_RECIPIENT, 2);
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  const auto refused = Deliver();
  EXPECT_EQ(refused->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(refused->scope(), v1::SCOPE_POLICY);
  EXPECT_EQ(refused->reason_code(), "RATE_LIMITED");
  EXPECT_EQ(refused->retry_after().seconds(), 30);
  EXPECT_EQ(refused->reason().find("555"), std::string::npos);
  EXPECT_THAT(refusals_, SizeIs(1));
  EXPECT_EQ(refusals_[0].limit, "per-number");
  clock_.Advance(30s);
  call_.deadline = clock_.Now() + 20s;
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_THAT(refusals_, IsEmpty());
}

TEST_F(EngineGuardTest, DropsWhatALimitWouldLetPassOnlyAfterTheExpiry) {
  configuration_.mutable_guard()->mutable_resend_cooldown()->set_seconds(60);
  ASSERT_TRUE(Deliver().ok());
  ExpireIn(59);
  const auto refused = Deliver();
  EXPECT_EQ(refused->outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(refused->reason_code(), "EXPIRED");
}

TEST_F(EngineGuardTest, DoesNotCountWhatWasNotSent) {
  configuration_.mutable_guard()->mutable_resend_cooldown()->set_seconds(60);
  const struct {
    v1::Attempt answer;
    bool is_counted;
  } kCases[] = {
      {Retry(v1::SCOPE_PROVIDER, "HTTP_503", "busy"), false},
      {Dropped(v1::SCOPE_RECIPIENT, "HTTP_400", "no such number"), false},
      {PossiblySent(v1::SCOPE_TRANSPORT, "TIMEOUT", "no answer"), true},
      {Delivered("1"), true},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.answer.reason_code());
    engine();
    clock_.Advance(60s);
    call_.deadline = clock_.Now() + 20s;
    first().answers = {c.answer};
    ASSERT_TRUE(Deliver().ok());
    EXPECT_EQ(Deliver()->reason_code() == "RESEND_COOLDOWN", c.is_counted);
    clock_.Advance(60s);
  }
}

TEST_F(EngineGuardTest, CountsTheLimitsOfTheRouteThatIsTaken) {
  *AddRoute("sms", "channel == 'sms'", {"first"}).add_limits() =
      Limit("sms", v1::LIMIT_KEY_GLOBAL, 1);
  AddRoute("rest", "", {"second"});
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(Deliver()->reason_code(), "RATE_LIMITED");
  request_.mutable_notification()->mutable_email()->set_to("a@example.com");
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
}

TEST_F(EngineGuardTest, OnlyTellsWhatItWouldRefuseInADryRun) {
  v1::Guard& guard = *configuration_.mutable_guard();
  guard.set_dry_run(true);
  guard.mutable_resend_cooldown()->set_seconds(60);
  ASSERT_TRUE(Deliver().ok());
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  ASSERT_THAT(refusals_, SizeIs(1));
  EXPECT_TRUE(refusals_[0].is_dry_run);
  EXPECT_EQ(refusals_[0].attempt.reason_code(), "RESEND_COOLDOWN");
}

TEST_F(EngineGuardTest, DoesNotCountReplays) {
  *configuration_.mutable_guard()->add_limits() =
      Limit("all", v1::LIMIT_KEY_GLOBAL, 1);
  request_.set_request_id("r-1");
  ASSERT_TRUE(Deliver().ok());
  const auto replay = Deliver();
  EXPECT_TRUE(replay->replayed());
  EXPECT_EQ(replay->outcome(), v1::OUTCOME_DELIVERED);
}

}  // namespace
}  // namespace herald
