// SPDX-License-Identifier: Apache-2.0
#include "delivery/guard.h"

#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "delivery/from_text.h"
#include "delivery/recipient_facts.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::unique_ptr<Guard> Make(const std::string& text,
                            const std::string& suppression_file = "") {
  FieldViolations violations;
  auto guard = std::make_unique<Guard>(FromText<v1::Guard>(text),
                                       suppression_file, violations);
  EXPECT_THAT(violations.all(), IsEmpty()) << text;
  return guard;
}

v1::Notification To(const std::string& recipient) {
  v1::Notification notification;
  if (recipient.starts_with('+')) {
    notification.mutable_phone()->set_recipient(recipient);
    notification.mutable_phone()->set_message_type(
        v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  } else {
    notification.mutable_email()->set_to(recipient);
  }
  return notification;
}

std::optional<GuardRefusal> Refuse(const std::unique_ptr<Guard>& guard,
                                   const std::string& recipient) {
  const v1::Notification notification = To(recipient);
  return guard->Refuse(notification, FactsOf(notification));
}

struct RefusalCase {
  std::string guard;
  std::string recipient;

  // Empty if it may be sent to.
  std::string reason_code;
};

class GuardRefusals : public testing::TestWithParam<RefusalCase> {};

TEST_P(GuardRefusals, AreAsConfigured) {
  const auto& [text, recipient, reason_code] = GetParam();
  const std::optional<GuardRefusal> refusal = Refuse(Make(text), recipient);
  ASSERT_EQ(refusal.has_value(), !reason_code.empty()) << recipient;
  if (!refusal) return;
  EXPECT_EQ(refusal->attempt.outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(refusal->attempt.scope(), v1::SCOPE_POLICY);
  EXPECT_EQ(refusal->attempt.reason_code(), reason_code);
  EXPECT_THAT(refusal->attempt.reason(), Not(HasSubstr(recipient)));
  EXPECT_FALSE(refusal->attempt.has_retry_after());
  EXPECT_EQ(refusal->limit, "");
  EXPECT_FALSE(refusal->is_dry_run);
}

constexpr char kMobile[] = "+4915112345678";
constexpr char kPremium[] = "+19002345678";
constexpr char kSharedCost[] = "+4918012345";
constexpr char kSatellite[] = "+881612345678";
constexpr char kUnitedStates[] = "+12024561111";

const RefusalCase kByDefault[] = {
    {"", kMobile, ""},
    {"", kUnitedStates, ""},
    {"", "jane@example.com", ""},
    {"", "+18002345678", ""},
    {"", kPremium, "NUMBER_TYPE_NOT_ALLOWED"},
    {"", "+979123456789", "NUMBER_TYPE_NOT_ALLOWED"},
    {"", kSharedCost, "NUMBER_TYPE_NOT_ALLOWED"},
    {"", "+80812345678", "NUMBER_TYPE_NOT_ALLOWED"},
    {"", kSatellite, "NUMBER_TYPE_NOT_ALLOWED"},
};
INSTANTIATE_TEST_SUITE_P(ByDefault, GuardRefusals,
                         testing::ValuesIn(kByDefault));

const RefusalCase kByNumberType[] = {
    {"allow_number_types: NUMBER_TYPE_PREMIUM_RATE", kPremium, ""},
    {"allow_number_types: NUMBER_TYPE_PREMIUM_RATE", kSatellite,
     "NUMBER_TYPE_NOT_ALLOWED"},
    {"allow_number_types: NUMBER_TYPE_SHARED_COST", kSharedCost, ""},
    {"allow_number_types: NUMBER_TYPE_SATELLITE", kSatellite, ""},
    {"deny_number_types: NUMBER_TYPE_MOBILE", kMobile,
     "NUMBER_TYPE_NOT_ALLOWED"},
    {"deny_number_types: NUMBER_TYPE_MOBILE", kUnitedStates, ""},
    {"deny_number_types: NUMBER_TYPE_FIXED_LINE_OR_MOBILE", kUnitedStates,
     "NUMBER_TYPE_NOT_ALLOWED"},
    {"deny_number_types: NUMBER_TYPE_TOLL_FREE", "+18002345678",
     "NUMBER_TYPE_NOT_ALLOWED"},
    {"deny_number_types: NUMBER_TYPE_MOBILE", "jane@example.com", ""},
};
INSTANTIATE_TEST_SUITE_P(ByNumberType, GuardRefusals,
                         testing::ValuesIn(kByNumberType));

const RefusalCase kByCountryAndList[] = {
    {"countries { allow: 'DE' }", kMobile, ""},
    {"countries { allow: 'DE' }", kUnitedStates, "COUNTRY_NOT_ALLOWED"},
    {"countries { allow: 'DE' }", "jane@example.com", ""},
    {"countries { deny: 'US' }", kUnitedStates, "COUNTRY_NOT_ALLOWED"},
    {"countries { deny: 'US' "
     "message_types: PHONE_MESSAGE_TYPE_BLOCKED_ACCOUNT }",
     kUnitedStates, ""},
    {"countries { deny: 'US' message_types: PHONE_MESSAGE_TYPE_OTP_VERIFY }",
     kUnitedStates, "COUNTRY_NOT_ALLOWED"},
    {"countries { deny: '001' }", "+80012345678", "COUNTRY_NOT_ALLOWED"},
    {"suppressed: '+49 151 12345678'", kMobile, "SUPPRESSED"},
    {"suppressed: '+49 151 12345678'", kUnitedStates, ""},
    {"suppressed: 'jane@example.com'", "Jane@Example.com", "SUPPRESSED"},
};
INSTANTIATE_TEST_SUITE_P(ByCountryAndList, GuardRefusals,
                         testing::ValuesIn(kByCountryAndList));

const RefusalCase kInOrder[] = {
    {"countries { deny: 'US' } suppressed: '+19002345678'", kPremium,
     "NUMBER_TYPE_NOT_ALLOWED"},
    {"allow_number_types: NUMBER_TYPE_PREMIUM_RATE "
     "countries { deny: 'US' } suppressed: '+19002345678'",
     kPremium, "COUNTRY_NOT_ALLOWED"},
    {"allow_number_types: NUMBER_TYPE_PREMIUM_RATE "
     "countries { deny: 'DE' } suppressed: '+19002345678'",
     kPremium, "SUPPRESSED"},
};
INSTANTIATE_TEST_SUITE_P(InOrder, GuardRefusals, testing::ValuesIn(kInOrder));

TEST(Guard, SaysWhyWithoutPrivateTexts) {
  EXPECT_EQ(Refuse(Make(""), kPremium)->attempt.reason(),
            "numbers of the kind premium_rate are not allowed");
  EXPECT_EQ(
      Refuse(Make("countries { deny: 'US' }"), kUnitedStates)->attempt.reason(),
      "numbers of the country US are not allowed for this message type");
  EXPECT_EQ(
      Refuse(Make("", "a@example.com"), "a@example.com")->attempt.reason(),
      "the recipient is on the suppression list");
}

TEST(Guard, OnlyRecordsInADryRun) {
  const auto refusal = Refuse(Make("dry_run: true"), kPremium);
  ASSERT_TRUE(refusal);
  EXPECT_TRUE(refusal->is_dry_run);
}

TEST(Guard, NamesTheMistakesOfAllItsParts) {
  FieldViolations violations;
  const Guard guard(FromText<v1::Guard>(R"(
                      allow_number_types: NUMBER_TYPE_MOBILE
                      allow_number_types: NUMBER_TYPE_SATELLITE
                      deny_number_types: NUMBER_TYPE_SATELLITE
                      deny_number_types: NUMBER_TYPE_UNSPECIFIED
                      countries {}
                      suppressed: ''
                      limits { name: 'a' count: -1 per { seconds: 1 } }
                      resend_cooldown { seconds: 86401 })"),
                    "x", violations);
  std::vector<std::string> fields;
  for (const FieldViolation& each : violations.all())
    fields.push_back(each.field);
  EXPECT_THAT(
      fields,
      ElementsAre("deny_number_types[1]", "allow_number_types[0]",
                  "allow_number_types[1]", "countries[0]", "suppressed[0]",
                  "suppression_file", "limits[0].count", "resend_cooldown"));
}

}  // namespace
}  // namespace herald
