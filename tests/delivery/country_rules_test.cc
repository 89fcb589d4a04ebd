// SPDX-License-Identifier: Apache-2.0
#include "delivery/country_rules.h"

#include <gmock/gmock.h>

#include "delivery/from_text.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kOtp = v1::PHONE_MESSAGE_TYPE_OTP_VERIFY;
constexpr auto kBreach = v1::PHONE_MESSAGE_TYPE_PASSWORD_BREACH;

TEST(CountryRules, AllowWhatAllRulesForTheMessageTypeAllow) {
  FieldViolations violations;
  const CountryRules rules(FromText<v1::Guard>(R"(
        countries { allow: 'DE' allow: 'AT' allow: 'KP' allow: '001' }
        countries { deny: 'KP' deny: 'PN' }
        countries { message_types: PHONE_MESSAGE_TYPE_PASSWORD_BREACH
                    message_types: PHONE_MESSAGE_TYPE_CHANGE_PASSWORD
                    allow: 'DE' })")
                               .countries(),
                           violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  const struct {
    v1::PhoneMessageType type;
    std::string country;
    bool is_allowed;
  } kCases[] = {
      {kOtp, "DE", true},    {kOtp, "AT", true},     {kOtp, "001", true},
      {kOtp, "KP", false},   {kOtp, "US", false},    {kOtp, "", false},
      {kBreach, "DE", true}, {kBreach, "AT", false}, {kBreach, "001", false},
      {kOtp, "DEU", false},
  };
  for (const auto& test : kCases)
    EXPECT_EQ(rules.Allow(test.type, test.country), test.is_allowed)
        << test.country;
}

TEST(CountryRules, AllowEverythingIfThereAreNone) {
  FieldViolations violations;
  const CountryRules rules({}, violations);
  EXPECT_TRUE(rules.Allow(kOtp, "KP"));
  EXPECT_TRUE(rules.Allow(kOtp, "001"));
}

TEST(CountryRules, NameEveryMistake) {
  const std::string what =
      "is no country; use the ISO 3166-1 code of two upper-case letters, such "
      "as GB, or 001";
  FieldViolations violations;
  const CountryRules rules(FromText<v1::Guard>(R"(
                             countries { allow: 'DE' deny: 'UK' }
                             countries {}
                             countries { allow: 'de' deny: 'USA' deny: '' }
                             countries { allow: 'FR' allow: 'DE' deny: 'DE' })")
                               .countries(),
                           violations);
  EXPECT_THAT(
      violations.all(),
      ElementsAre(
          FieldViolation{"countries[0].deny[0]", what},
          FieldViolation{"countries[1]", "lacks one of allow, deny"},
          FieldViolation{"countries[2].deny[0]", what},
          FieldViolation{"countries[2].deny[1]", what},
          FieldViolation{"countries[2].allow[0]", what},
          FieldViolation{"countries[3].allow[1]", "stands in deny too"}));
}

TEST(CountryRules, KnowCountriesWithoutNumbersToo) {
  for (const char* country : {"US", "GB", "XK", "PN", "AQ", "001"})
    EXPECT_TRUE(IsCountry(country)) << country;
  for (const char* text : {"ZZ", "UK", "EU", "us", "", "U", "002", "U1"})
    EXPECT_FALSE(IsCountry(text)) << text;
}

}  // namespace
}  // namespace herald
