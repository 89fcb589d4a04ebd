// SPDX-License-Identifier: Apache-2.0
#include "delivery/sms_sender.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

TEST(SmsSender, IsANameIfItHoldsALetter) {
  for (const std::string_view name :
       {"Example", "A1", "1 for 2", "Zürich", "é"})
    EXPECT_TRUE(IsSenderName(name)) << name;
  for (const std::string_view number :
       {"", "+18085555555", "12345", "+1 (808) 555-5555"})
    EXPECT_FALSE(IsSenderName(number)) << number;
}

TEST(SmsSender, KnowsCountriesWithoutSenderNames) {
  const struct {
    std::string_view phone_number;
    std::string_view country;
  } kCases[] = {
      {"+18085555555", "US"},
      {"+1 (808) 555-5555", "US"},
      {"+14165550123", "CA"},
      {"+17875550123", "PR"},
      {"+8613812345678", "CN"},
      {"+5511961234567", "BR"},
      {"+64211234567", "NZ"},
      // No area has this code, so that only the country is known.
      {"+15005550006", "US"},
      // Sender names arrive.
      {"+442079460958", ""},
      {"+4915123456789", ""},
      {"+33612345678", ""},
      // Jamaica shares the code of the United States.
      {"+18765551234", ""},
      // Names must be registered, but then arrive.
      {"+919123456789", ""},
      // No phone numbers.
      {"", ""},
      {"8085555555", ""},
      {"nobody", ""},
      {"+9990000000000", ""},
  };
  for (const auto& c : kCases)
    EXPECT_EQ(CountryWithoutSenderNames(c.phone_number), c.country)
        << c.phone_number;
}

}  // namespace
}  // namespace herald
