// SPDX-License-Identifier: Apache-2.0
#include "delivery/recipient_facts.h"

#include <gmock/gmock.h>
#include <phonenumbers/phonenumberutil.h>

#include <set>
#include <string>

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

v1::RecipientFacts FactsOfNumber(const std::string& recipient) {
  v1::Notification notification;
  notification.mutable_phone()->set_recipient(recipient);
  return FactsOf(notification);
}

TEST(RecipientFacts, TellCountryCallingCodeAndKindOfANumber) {
  const struct {
    std::string recipient;
    std::string country;
    int calling_code;
    v1::NumberType type;
  } kCases[] = {
      {"+4915112345678", "DE", 49, v1::NUMBER_TYPE_MOBILE},
      {"+493012345678", "DE", 49, v1::NUMBER_TYPE_FIXED_LINE},
      {"+12024561111", "US", 1, v1::NUMBER_TYPE_FIXED_LINE_OR_MOBILE},
      {"+14165550123", "CA", 1, v1::NUMBER_TYPE_FIXED_LINE_OR_MOBILE},
      {"+18095550123", "DO", 1, v1::NUMBER_TYPE_FIXED_LINE_OR_MOBILE},
      {"+77011234567", "KZ", 7, v1::NUMBER_TYPE_MOBILE},
      {"+390612345678", "IT", 39, v1::NUMBER_TYPE_FIXED_LINE},
      {"+390669812345", "VA", 39, v1::NUMBER_TYPE_FIXED_LINE},
      {"+18002345678", "US", 1, v1::NUMBER_TYPE_TOLL_FREE},
      {"+19002345678", "US", 1, v1::NUMBER_TYPE_PREMIUM_RATE},
      {"+4918012345", "DE", 49, v1::NUMBER_TYPE_SHARED_COST},
      {"+445612345678", "GB", 44, v1::NUMBER_TYPE_VOIP},
      {"+447012345678", "GB", 44, v1::NUMBER_TYPE_PERSONAL_NUMBER},
      {"+447640123456", "GB", 44, v1::NUMBER_TYPE_PAGER},
      {"+445512345678", "GB", 44, v1::NUMBER_TYPE_UAN},
      {"+80012345678", "001", 800, v1::NUMBER_TYPE_TOLL_FREE},
      {"+80812345678", "001", 808, v1::NUMBER_TYPE_SHARED_COST},
      {"+870301234567", "001", 870, v1::NUMBER_TYPE_SATELLITE},
      {"+881612345678", "001", 881, v1::NUMBER_TYPE_SATELLITE},
      {"+88213300655", "001", 882, v1::NUMBER_TYPE_SATELLITE},
      {"+883510012345", "001", 883, v1::NUMBER_TYPE_SATELLITE},
      {"+979123456789", "001", 979, v1::NUMBER_TYPE_PREMIUM_RATE},
      // Not assigned.
      {"+10005550123", "US", 1, v1::NUMBER_TYPE_UNSPECIFIED},
      {"+440000000000", "GB", 44, v1::NUMBER_TYPE_UNSPECIFIED},
      // No number, which validation lets nobody send to.
      {"+999123", "001", 0, v1::NUMBER_TYPE_UNSPECIFIED},
      {"+49", "001", 0, v1::NUMBER_TYPE_UNSPECIFIED},
      {"+", "001", 0, v1::NUMBER_TYPE_UNSPECIFIED},
      {"", "001", 0, v1::NUMBER_TYPE_UNSPECIFIED},
  };
  for (const auto& test : kCases) {
    const v1::RecipientFacts facts = FactsOfNumber(test.recipient);
    EXPECT_EQ(facts.country(), test.country) << test.recipient;
    EXPECT_EQ(facts.calling_code(), test.calling_code) << test.recipient;
    EXPECT_EQ(facts.number_type(), test.type) << test.recipient;
    EXPECT_EQ(facts.email_domain(), "") << test.recipient;
  }
}

TEST(RecipientFacts, TellTheDomainOfAnAddressInLowerCase) {
  v1::Notification notification;
  notification.mutable_email()->set_to("\"a@b\"@Mail.Example.COM");
  const v1::RecipientFacts facts = FactsOf(notification);
  EXPECT_EQ(facts.email_domain(), "mail.example.com");
  EXPECT_EQ(facts.country(), "");
  EXPECT_EQ(facts.calling_code(), 0);
}

// Numbers are taken apart by hand; the library must see the same in them.
TEST(RecipientFacts, AgreeWithTheLibraryOnEveryCountry) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  std::set<std::string> regions;
  util.GetSupportedRegions(&regions);
  for (const std::string& region : regions) {
    PhoneNumber example, number;
    ASSERT_TRUE(util.GetExampleNumber(region, &example)) << region;
    std::string e164;
    util.Format(example, PhoneNumberUtil::E164, &e164);
    ASSERT_EQ(util.Parse(e164, "ZZ", &number),
              PhoneNumberUtil::NO_PARSING_ERROR);
    std::string country;
    util.GetRegionCodeForNumber(number, &country);
    const v1::RecipientFacts facts = FactsOfNumber(e164);
    EXPECT_EQ(facts.country(), country) << e164;
    EXPECT_EQ(facts.calling_code(), number.country_code()) << e164;
    EXPECT_NE(facts.number_type(), v1::NUMBER_TYPE_UNSPECIFIED) << e164;
  }
  EXPECT_GT(regions.size(), 200U);
}

}  // namespace
}  // namespace herald
