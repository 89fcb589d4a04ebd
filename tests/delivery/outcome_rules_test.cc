// SPDX-License-Identifier: Apache-2.0
#include "delivery/outcome_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/attempt.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(OutcomeRules, CutTextOnACharacterBoundary) {
  const struct {
    std::string text;
    std::size_t max;
    std::string cut;
  } kCases[] = {
      {"", 3, ""},
      {"abc", 3, "abc"},
      {"abcd", 3, "abc"},
      {"äöüß", 3, "äöü"},
      {"a\U0001F600b", 2, "a\U0001F600"},
      {"a\U0001F600b", 1, "a"},
      {"abc", 0, ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(CutToCharacters(c.text, c.max), c.cut);
}

TEST(OutcomeRules, BoundAndRedactWhatAProviderSays) {
  const Redactor redactor({"hunter2-token"});
  v1::Attempt attempt =
      Retry(v1::SCOPE_PROVIDER, "some code!",
            "token hunter2-token refused +18085555555: 4711 " +
                std::string(2000, 'x'));
  attempt.set_provider_message_id(std::string(300, 'i'));
  Normalize(redactor, {.phone_number = "+18085555555", .code = "4711"},
            attempt);
  EXPECT_THAT(attempt.reason(), Not(HasSubstr("hunter2-token")));
  EXPECT_THAT(attempt.reason(), Not(HasSubstr("8085555555")));
  EXPECT_THAT(attempt.reason(), Not(HasSubstr("4711")));
  EXPECT_EQ(attempt.reason().size(), 1024u);
  EXPECT_EQ(attempt.provider_message_id().size(), 256u);
  EXPECT_EQ(attempt.reason_code(), "SOME_CODE_");
}

TEST(OutcomeRules, TakeAMissingOutcomeForPossiblySent) {
  v1::Attempt attempt;
  Normalize(Redactor({}), {}, attempt);
  EXPECT_EQ(attempt.outcome(), v1::OUTCOME_RETRY);
  EXPECT_TRUE(attempt.possibly_sent());
  EXPECT_EQ(attempt.reason_code(), "NO_OUTCOME");
}

TEST(OutcomeRules, BoundTheWait) {
  const struct {
    std::int64_t seconds;
    std::optional<std::int64_t> bounded;
  } kCases[] = {
      {0, 0}, {30, 30}, {86'400, 86'400}, {31'536'000, 86'400}, {-1, {}}};
  for (const auto& c : kCases) {
    v1::Attempt attempt = Retry(v1::SCOPE_PROVIDER, "HTTP_429", "");
    attempt.mutable_retry_after()->set_seconds(c.seconds);
    Normalize(Redactor({}), {}, attempt);
    ASSERT_EQ(attempt.has_retry_after(), c.bounded.has_value()) << c.seconds;
    if (c.bounded) {
      EXPECT_EQ(attempt.retry_after().seconds(), *c.bounded);
    }
  }
}

TEST(OutcomeRules, GiveASuccessNeitherScopeNorWait) {
  v1::Attempt attempt = Delivered("id");
  attempt.set_scope(v1::SCOPE_PROVIDER);
  attempt.set_possibly_sent(true);
  attempt.mutable_retry_after()->set_seconds(5);
  Normalize(Redactor({}), {}, attempt);
  EXPECT_EQ(attempt.scope(), v1::SCOPE_UNSPECIFIED);
  EXPECT_FALSE(attempt.possibly_sent());
  EXPECT_FALSE(attempt.has_retry_after());
}

TEST(OutcomeRules, DropARetryThatWouldComeTooLate) {
  const absl::Time now = absl::FromUnixSeconds(1'000);
  const struct {
    v1::Attempt attempt;
    int wait_seconds;
    int expires_in_seconds;
    v1::Outcome outcome;
  } kCases[] = {
      {Retry(v1::SCOPE_PROVIDER, "X", ""), 10, 20, v1::OUTCOME_RETRY},
      {Retry(v1::SCOPE_PROVIDER, "X", ""), 20, 20, v1::OUTCOME_DROPPED},
      {Retry(v1::SCOPE_PROVIDER, "X", ""), 0, 0, v1::OUTCOME_DROPPED},
      {PossiblySent(v1::SCOPE_TRANSPORT, "X", ""), 20, 10, v1::OUTCOME_RETRY},
      {Delivered(""), 0, -1, v1::OUTCOME_DELIVERED},
  };
  for (const auto& c : kCases) {
    v1::DeliverNotificationResponse response = ResponseOf(c.attempt);
    response.mutable_retry_after()->set_seconds(c.wait_seconds);
    ApplyExpiry(now + absl::Seconds(c.expires_in_seconds), now, response);
    EXPECT_EQ(response.outcome(), c.outcome);
    if (c.outcome == v1::OUTCOME_DROPPED) {
      EXPECT_EQ(response.reason_code(), "EXPIRED");
    }
  }
}

}  // namespace
}  // namespace herald
