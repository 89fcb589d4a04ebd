// SPDX-License-Identifier: Apache-2.0
#include "delivery/number_blocks.h"

#include <gmock/gmock.h>
#include <phonenumbers/phonenumberutil.h>

#include <memory>
#include <random>
#include <set>
#include <string>

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

TEST(NumberBlocks, HoldNumbersThatDifferInTheLastThreeDigits) {
  const std::uint64_t block = NumberBlocks::BlockOf("4915112345678", 11);
  EXPECT_EQ(block, 4915112345U);
  EXPECT_EQ(NumberBlocks::BlockOf("4915112345000", 11), block);
  EXPECT_NE(NumberBlocks::BlockOf("4915112346678", 11), block);
  EXPECT_NE(NumberBlocks::BlockOf("491511234567", 10), block);
  EXPECT_EQ(NumberBlocks::BlockOf("999999999999999", 12), 999999999999U);
}

TEST(NumberBlocks, LeaveOutWhatIsTooShortOrTooLong) {
  EXPECT_EQ(NumberBlocks::BlockOf("491234567", 7), 0U);
  EXPECT_EQ(NumberBlocks::BlockOf("4912345678901234", 14), 0U);
}

TEST(NumberBlocks, RememberTheLastOneOfThoseInOnePlace) {
  const auto blocks = std::make_unique<NumberBlocks>();
  EXPECT_EQ(blocks->Find(1), std::nullopt);
  for (const std::uint32_t facts : {0U, 1U, 0xffffffU}) {
    blocks->Put(999'999'999'999, facts);
    EXPECT_EQ(blocks->Find(999'999'999'999), facts);
  }
  constexpr std::uint64_t kMany = 2 << 20;
  for (std::uint64_t block = 1; block <= kMany; ++block) blocks->Put(block, 7);
  EXPECT_EQ(blocks->Find(1), std::nullopt);
  EXPECT_EQ(blocks->Find(kMany), 7U);
}

// Country, type, and whether the number is its own normal form.
std::string Ask(int calling_code, const std::string& national) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  number.set_country_code(calling_code);
  number.set_national_number(std::stoull(national));
  if (national[0] == '0') number.set_italian_leading_zero(true);
  std::string country;
  util.GetRegionCodeForNumber(number, &country);
  const std::string text = "+" + std::to_string(calling_code) + national;
  PhoneNumber parsed;
  std::string normal;
  if (util.Parse(text, "ZZ", &parsed) == PhoneNumberUtil::NO_PARSING_ERROR &&
      util.IsPossibleNumber(parsed)) {
    util.Format(parsed, PhoneNumberUtil::E164, &normal);
  }
  return country + std::to_string(util.GetNumberType(number)) +
         (normal == text ? " normal" : "");
}

// What the class rests on: a look at every kind of number of every country,
// and at what lies around it.
TEST(NumberBlocks, AreOfOneKindInAllNumberingPlans) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  std::set<std::string> regions;
  util.GetSupportedRegions(&regions);
  std::mt19937 random(1);
  const auto vary = [&random](std::string& digits, std::size_t from) {
    for (std::size_t i = from; i < digits.size(); ++i)
      digits[i] = static_cast<char>('0' + random() % 10);
  };
  int compared = 0;
  for (const std::string& region : regions) {
    for (int type = 0; type <= PhoneNumberUtil::VOICEMAIL; ++type) {
      PhoneNumber example;
      if (!util.GetExampleNumberForType(
              region, static_cast<PhoneNumberUtil::PhoneNumberType>(type),
              &example)) {
        continue;
      }
      std::string one;
      util.GetNationalSignificantNumber(example, &one);
      if (one.size() < 8) continue;
      vary(one, 1 + random() % (one.size() - 1));
      std::string other = one;
      vary(other, other.size() - 3);
      // As it is, and with the prefix that is dialled within the country.
      for (const char* prefix : {"", "0", "1", "8"}) {
        EXPECT_EQ(Ask(example.country_code(), prefix + one),
                  Ask(example.country_code(), prefix + other))
            << "+" << example.country_code() << " " << prefix << one << " "
            << other;
      }
      ++compared;
    }
  }
  EXPECT_GT(compared, 800);
}

}  // namespace
}  // namespace herald
