// SPDX-License-Identifier: Apache-2.0
#include "delivery/phone_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PhoneNumber, IsBroughtToE164) {
  const struct {
    std::string_view text;
    std::string_view e164;
  } kCases[] = {
      {"+18085555555", "+18085555555"},
      {"+1-808-555-5555", "+18085555555"},
      {"+1 (808) 555.5555", "+18085555555"},
      {"+44 20 7946 0958", "+442079460958"},
      {"+49/30/901820", "+4930901820"},
      // Italy keeps the zero of the area code.
      {"+39 06 698 82", "+390669882"},
      {"+15005550006", "+15005550006"},
  };
  for (const auto& c : kCases) {
    const auto result = NormalizePhoneNumber(c.text);
    ASSERT_TRUE(result.ok()) << c.text << ": " << result.status();
    EXPECT_EQ(*result, c.e164) << c.text;
  }
}

TEST(PhoneNumber, IsRefusedWithTheReasonAndWithoutTheNumber) {
  const struct {
    std::string_view text;
    std::string_view reason;
  } kCases[] = {
      {"", "is required"},
      {"2025550123", "does not begin with a plus sign"},
      {"0012025550123", "does not begin with a plus sign"},
      {"+", "not a phone number of any country"},
      {"+1808555CALL", "holds a character"},
      {"+18085555555;ext=3", "holds a character"},
      {"+1808\r\n5555555", "holds a character"},
      {"+1202555", "too few digits"},
      {"+180855555555555", "too many digits"},
      {"+9990000000000", "not a phone number of any country"},
      {"+11111111111111111111111111111111111111111", "too long"},
  };
  for (const auto& c : kCases) {
    const auto result = NormalizePhoneNumber(c.text);
    ASSERT_FALSE(result.ok()) << c.text;
    const std::string message(result.status().message());
    EXPECT_THAT(message, HasSubstr(std::string(c.reason))) << c.text;
    EXPECT_THAT(message, HasSubstr("+18085555555")) << "no example";
    if (c.text.size() > 3) {
      EXPECT_THAT(message, Not(HasSubstr(std::string(c.text))));
    }
  }
}

TEST(PhoneNumber, SaysTheSameOfNumbersLikeOnesThatItHasSeen) {
  const struct {
    std::string text;
    std::string normal;
  } cases[] = {
      {"+442079460123", "+442079460123"},
      {"+44 20 7946 0124", "+442079460124"},
      {"+4402079460125", "+442079460125"},
      {"+442079460126", "+442079460126"},
      {"+4402079460127", "+442079460127"},
      {"+390612345678", "+390612345678"},
      {"+390612345679", "+390612345679"},
  };
  for (int i = 0; i < 2; ++i) {
    for (const auto& c : cases)
      EXPECT_EQ(NormalizePhoneNumber(c.text).value(), c.normal);
  }
}

}  // namespace
}  // namespace herald
