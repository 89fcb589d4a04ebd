// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/attempt.h"
#include "delivery/engine_fixture.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class EngineExplainTest : public EngineFixture {
 protected:
  EngineExplainTest() {
    AddRoute("germany", "phone.country == 'DE'", {"second"});
    AddRoute("rest", "", {"first", "second"});
    request_.set_request_id("r-1");
  }

  v1::ExplainDeliveryResponse Explain() {
    return *Await(engine().Explain(request_, call_));
  }
};

TEST_F(EngineExplainTest, TellsRoutesProvidersLimitsAndTheRequest) {
  v1::RateLimit& limit = *configuration_.mutable_guard()->add_limits();
  limit.set_name("per-number");
  limit.set_by(v1::LIMIT_KEY_RECIPIENT);
  limit.set_count(3);
  limit.mutable_per()->set_seconds(60);
  v1::ProviderRequest request;
  request.set_method("POST");
  request.set_url("https://api.example.com/send?key=s3cret");
  request.add_headers("Authorization: Bearer s3cret");
  request.add_headers("Authorization: AWS4-HMAC-SHA256 Signature=made, anew");
  request.add_headers("Authorization: s3cret");
  request.set_body("{\"token\":\"s3cret\",\"to\":\"+18085555555\"}");
  first().request = request;

  const v1::ExplainDeliveryResponse explained = Explain();
  EXPECT_FALSE(explained.has_refusal());
  EXPECT_EQ(explained.recipient().country(), "US");
  ASSERT_EQ(explained.routes_size(), 2);
  EXPECT_EQ(explained.routes(0).name(), "germany");
  EXPECT_FALSE(explained.routes(0).holds());
  EXPECT_TRUE(explained.routes(1).holds());
  ASSERT_EQ(explained.providers_size(), 2);
  EXPECT_EQ(explained.providers(0).name(), "first");
  EXPECT_EQ(explained.providers(0).circuit(), v1::CIRCUIT_STATE_CLOSED);
  ASSERT_EQ(explained.limits_size(), 1);
  EXPECT_EQ(explained.limits(0).name(), "per-number");
  EXPECT_EQ(explained.limits(0).remaining(), 3);
  EXPECT_EQ(explained.request().method(), "POST");
  EXPECT_THAT(explained.request().body(), HasSubstr("+18085555555"));
  EXPECT_THAT(explained.DebugString(), Not(HasSubstr("s3cret")));
  EXPECT_EQ(explained.request().headers(0), "Authorization: Bearer ***");
  EXPECT_EQ(explained.request().headers(1),
            "Authorization: AWS4-HMAC-SHA256 ***");
  EXPECT_EQ(explained.request().headers(2), "Authorization: ***");
}

TEST_F(EngineExplainTest, SendsAndCountsAndRemembersNothing) {
  configuration_.mutable_guard()->mutable_resend_cooldown()->set_seconds(60);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(Explain().has_refusal());
  EXPECT_THAT(first().notifications, IsEmpty());
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
}

TEST_F(EngineExplainTest, TellsTheAnswerIfNothingWouldBeTried) {
  configuration_.mutable_guard()->mutable_resend_cooldown()->set_seconds(60);
  EXPECT_EQ(Deliver()->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_TRUE(Explain().refusal().replayed());
  request_.set_request_id("r-2");
  EXPECT_EQ(Explain().refusal().reason_code(), "RESEND_COOLDOWN");
  EXPECT_EQ(Explain().limits(0).remaining(), 0);
  clock_.Advance(std::chrono::seconds(60));
  call_.deadline = clock_.Now() + std::chrono::seconds(20);
  EXPECT_FALSE(Explain().has_refusal());
  first().refusal = Dropped(v1::SCOPE_CONTENT, "INVALID_CODE", "too long");
  EXPECT_EQ(Explain().refusal().reason_code(), "INVALID_CODE");
  call_.recipient.set_number_type(v1::NUMBER_TYPE_SATELLITE);
  EXPECT_EQ(Explain().refusal().reason_code(), "NUMBER_TYPE_NOT_ALLOWED");
  ExpireIn(0);
  call_.recipient.clear_number_type();
  EXPECT_EQ(Explain().refusal().reason_code(), "EXPIRED");
}

TEST_F(EngineExplainTest, TellsWhichProvidersAreLeftAloneOrLeftOut) {
  engine();
  first().can_carry = absl::FailedPreconditionError("cannot carry email");
  for (int i = 0; i < 20; ++i) {
    breakers_[1]
        ->Ask(clock_.Now())
        .permit->Report(Retry(v1::SCOPE_PROVIDER, "HTTP_503", ""),
                        clock_.Now());
  }
  const v1::ExplainDeliveryResponse explained = Explain();
  ASSERT_EQ(explained.providers_size(), 2);
  EXPECT_EQ(explained.providers(0).name(), "second");
  EXPECT_EQ(explained.providers(0).circuit(), v1::CIRCUIT_STATE_OPEN);
  EXPECT_EQ(explained.providers(0).retry_after().seconds(), 15);
  EXPECT_EQ(explained.providers(1).name(), "first");
  EXPECT_EQ(explained.providers(1).left_out(), "cannot carry email");
  EXPECT_EQ(explained.refusal().reason_code(), "CIRCUIT_OPEN");
}

}  // namespace
}  // namespace herald
