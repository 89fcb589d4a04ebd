// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "delivery/from_text.h"
#include "delivery/guard.h"
#include "delivery/memory_limit_store.h"
#include "delivery/recipient_facts.h"
#include "fakes/await.h"
#include "fakes/fake_clock.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kJane[] =
    "email { to: 'jane@example.com' "
    "message_type: EMAIL_MESSAGE_TYPE_MFA_OOB_CODE }";
constexpr char kJaneInCapitals[] =
    "email { to: 'Jane@EXAMPLE.com' "
    "message_type: EMAIL_MESSAGE_TYPE_MFA_OOB_CODE }";
constexpr char kJaneWelcome[] =
    "email { to: 'jane@example.com' "
    "message_type: EMAIL_MESSAGE_TYPE_WELCOME_EMAIL }";
constexpr char kJoe[] = "email { to: 'joe@example.com' }";
constexpr char kPhone[] = "phone { recipient: '+4915112345678' }";

constexpr char kThree[] =
    "limits { name: 'three' by: LIMIT_KEY_RECIPIENT count: 3 "
    "per { seconds: 60 } }";

class GuardLimits : public testing::Test {
 protected:
  void Load(const std::string& guard, const std::string& route = "") {
    FieldViolations violations;
    guard_.emplace(FromText<v1::Guard>(guard), "", violations);
    route_limits_ = RateLimits(FromText<v1::Guard>(route).limits(), violations);
    EXPECT_THAT(violations.all(), IsEmpty());
  }

  GuardDecision Admit(const std::string& text) {
    const auto notification = FromText<v1::Notification>(text);
    const v1::RecipientFacts facts = FactsOf(notification);
    return Await(guard_->Admit(notification, facts, route_limits_, store_));
  }

  // The limit that refuses; empty if none does.
  std::string Refusal(const std::string& text) {
    const GuardDecision decision = Admit(text);
    return decision.refusal ? decision.refusal->limit : "";
  }

  std::vector<std::string> Explain(const std::string& text) {
    const auto notification = FromText<v1::Notification>(text);
    const v1::RecipientFacts facts = FactsOf(notification);
    std::vector<std::string> lines;
    for (const v1::LimitExplanation& each :
         Await(guard_->Explain(notification, facts, route_limits_, store_))) {
      lines.push_back(each.ShortDebugString());
    }
    return lines;
  }

  FakeClock clock_;
  MemoryLimitStore store_{1'000'000, clock_};
  std::optional<Guard> guard_;
  RateLimits route_limits_;
};

TEST_F(GuardLimits, AskToWaitAndNameTheLimit) {
  Load(kThree);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Refusal(kJane), "");
  clock_.Advance(std::chrono::milliseconds(500));
  const GuardDecision decision = Admit(kJaneInCapitals);
  ASSERT_TRUE(decision.refusal);
  const v1::Attempt& attempt = decision.refusal->attempt;
  EXPECT_EQ(attempt.outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(attempt.scope(), v1::SCOPE_POLICY);
  EXPECT_EQ(attempt.reason_code(), "RATE_LIMITED");
  EXPECT_EQ(attempt.reason(), "the limit three is used up");
  EXPECT_EQ(attempt.retry_after().seconds(), 19);
  EXPECT_EQ(attempt.retry_after().nanos(), 500'000'000);
  EXPECT_FALSE(attempt.possibly_sent());
  EXPECT_EQ(decision.refusal->limit, "three");
  EXPECT_FALSE(decision.refusal->is_dry_run);
  EXPECT_THAT(decision.taken, IsEmpty());
  EXPECT_EQ(Refusal(kJoe), "");
  clock_.Advance(std::chrono::milliseconds(19'500));
  EXPECT_EQ(Refusal(kJane), "");
}

TEST_F(GuardLimits, CountNothingThatWasRefusedOrGivenBack) {
  Load(std::string(kThree) +
       "limits { name: 'all' by: LIMIT_KEY_GLOBAL count: 4 "
       "per { seconds: 60 } }");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Refusal(kJane), "");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Refusal(kJane), "three");
  const GuardDecision joe = Admit(kJoe);
  EXPECT_THAT(joe.taken, SizeIs(2));
  EXPECT_EQ(Refusal(kJoe), "all");
  Await(store_.GiveBack(joe.taken));
  EXPECT_EQ(Refusal(kJoe), "");
}

TEST_F(GuardLimits, OfTheRouteComeAfterThoseOfTheGuardAndTheCooldown) {
  Load(
      "resend_cooldown { seconds: 30 } "
      "limits { name: 'guard' by: LIMIT_KEY_GLOBAL count: 3 "
      "per { seconds: 60 } }",
      "limits { name: 'route' by: LIMIT_KEY_GLOBAL count: 2 "
      "per { seconds: 60 } }");
  EXPECT_EQ(Refusal(kJane), "");
  EXPECT_EQ(Refusal(kJane), "resend_cooldown");
  EXPECT_EQ(Refusal(kJoe), "");
  EXPECT_EQ(Refusal(kPhone), "route");
  route_limits_ = RateLimits();
  EXPECT_EQ(Refusal(kPhone), "");
  EXPECT_EQ(Refusal(kJane), "guard");
}

TEST_F(GuardLimits, CoolDownEachMessageTypeOfARecipientByItself) {
  Load("resend_cooldown { seconds: 30 nanos: 500000000 }");
  EXPECT_EQ(Refusal(kJane), "");
  EXPECT_EQ(Refusal(kJaneWelcome), "");
  EXPECT_EQ(Refusal(kJoe), "");
  clock_.Advance(std::chrono::seconds(30));
  const GuardDecision again = Admit(kJaneInCapitals);
  ASSERT_TRUE(again.refusal);
  EXPECT_EQ(again.refusal->attempt.outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(again.refusal->attempt.reason_code(), "RESEND_COOLDOWN");
  EXPECT_THAT(again.refusal->attempt.reason(), Not(HasSubstr("jane")));
  EXPECT_EQ(again.refusal->attempt.retry_after().nanos(), 500'000'000);
  clock_.Advance(std::chrono::milliseconds(500));
  EXPECT_EQ(Refusal(kJane), "");
}

TEST_F(GuardLimits, RefuseNothingInADryRunButSayWhatTheyWould) {
  Load(std::string(kThree) + "dry_run: true");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Refusal(kJane), "");
  const GuardDecision decision = Admit(kJane);
  ASSERT_TRUE(decision.refusal);
  EXPECT_TRUE(decision.refusal->is_dry_run);
  EXPECT_EQ(decision.refusal->limit, "three");
  // As much is left as if it had been refused.
  clock_.Advance(std::chrono::seconds(20));
  EXPECT_EQ(Refusal(kJane), "");
  EXPECT_EQ(Refusal(kJane), "three");
}

TEST_F(GuardLimits, KeepTheirCountersWhenTheyAreLoadedAnew) {
  Load(kThree);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Refusal(kJane), "");
  Load(kThree);
  EXPECT_EQ(Refusal(kJane), "three");
  Load(
      "limits { name: 'four' by: LIMIT_KEY_RECIPIENT count: 3 "
      "per { seconds: 60 } }");
  EXPECT_EQ(Refusal(kJane), "");
  Load(
      "limits { name: 'three' by: LIMIT_KEY_GLOBAL count: 3 "
      "per { seconds: 60 } }");
  EXPECT_EQ(Refusal(kJane), "");
}

TEST_F(GuardLimits, ExplainWhatIsLeftAndTakeNothing) {
  Load(std::string(kThree) + "resend_cooldown { seconds: 30 }",
       "limits { name: 'ip' by: LIMIT_KEY_IP count: 1 per { seconds: 60 } }");
  EXPECT_EQ(Refusal(kJane), "");
  clock_.Advance(std::chrono::milliseconds(9500));
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(
        Explain(kJane),
        ElementsAre("name: \"three\" by: LIMIT_KEY_RECIPIENT remaining: 2",
                    "name: \"resend_cooldown\" by: LIMIT_KEY_RECIPIENT "
                    "retry_after { seconds: 20 nanos: 500000000 }"));
  }
  EXPECT_THAT(Explain("request { ip: '192.0.2.1' } " + std::string(kJoe)),
              ElementsAre("name: \"three\" by: LIMIT_KEY_RECIPIENT "
                          "remaining: 3",
                          "name: \"resend_cooldown\" by: LIMIT_KEY_RECIPIENT "
                          "remaining: 1",
                          "name: \"ip\" by: LIMIT_KEY_IP remaining: 1"));
}

}  // namespace
}  // namespace herald
