// SPDX-License-Identifier: Apache-2.0
#include "delivery/sms_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace herald {
namespace {

constexpr SmsEncoding kGsm7 = SmsEncoding::kGsm7;
constexpr SmsEncoding kUcs2 = SmsEncoding::kUcs2;

std::string Times(std::size_t count, std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

// The whole default alphabet, row by row of the standard's table.
constexpr std::string_view kDefaultAlphabet =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà";

TEST(SmsText, CountsUnitsAndSegments) {
  const struct {
    std::string_view name;
    std::string text;
    SmsEncoding encoding;
    std::size_t units;
    std::size_t segments;
  } kCases[] = {
      {"nothing", "", kGsm7, 0, 0},
      {"one character", "a", kGsm7, 1, 1},
      {"the default alphabet", std::string(kDefaultAlphabet), kGsm7, 127, 1},
      {"the extension table", "\f^{}\\[~]|€", kGsm7, 20, 1},
      {"an ordinary code", "123456 is your code.", kGsm7, 20, 1},

      // GSM-7: 160 alone, 153 each of several.
      {"full", Times(160, "a"), kGsm7, 160, 1},
      {"one over", Times(161, "a"), kGsm7, 161, 2},
      {"two full", Times(306, "a"), kGsm7, 306, 2},
      {"two full and one over", Times(307, "a"), kGsm7, 307, 3},
      {"three full", Times(459, "a"), kGsm7, 459, 3},
      {"three full and one over", Times(460, "a"), kGsm7, 460, 4},

      // A character of the extension table takes two septets.
      {"full of escapes", Times(80, "€"), kGsm7, 160, 1},
      {"one escape over", Times(81, "€"), kGsm7, 162, 2},
      {"full, ending in an escape", Times(158, "a") + "€", kGsm7, 160, 1},
      {"over by the second septet of an escape", Times(159, "a") + "€", kGsm7,
       161, 2},

      // ... which stay together: the first segment holds 152 here, so that
      // 306 septets do not fit into two.
      {"an escape at the border", Times(152, "a") + "€" + Times(151, "a"),
       kGsm7, 305, 2},
      {"an escape at the border, and full",
       Times(152, "a") + "€" + Times(152, "a"), kGsm7, 306, 3},
      {"an escape before the border", Times(151, "a") + "€" + Times(153, "a"),
       kGsm7, 306, 2},
      {"an escape behind the border", Times(153, "a") + "€" + Times(151, "a"),
       kGsm7, 306, 2},
      // 76 escapes a segment leave one septet unused in each.
      {"only escapes", Times(152, "€"), kGsm7, 304, 2},
      {"only escapes, one over", Times(153, "€"), kGsm7, 306, 3},

      // UCS-2: 70 alone, 67 each of several.
      {"one Chinese character", "码", kUcs2, 1, 1},
      {"full of Chinese", Times(70, "码"), kUcs2, 70, 1},
      {"one Chinese character over", Times(71, "码"), kUcs2, 71, 2},
      {"two full of Chinese", Times(134, "码"), kUcs2, 134, 2},
      {"two full of Chinese and one over", Times(135, "码"), kUcs2, 135, 3},
      {"Latin text that one character turns", Times(160, "a") + "ç", kUcs2, 161,
       3},
      {"escapes are single code units", "’" + Times(69, "€"), kUcs2, 70, 1},

      // Beyond the basic plane a character is a pair of code units.
      {"one emoji", "😀", kUcs2, 2, 1},
      {"full of emoji", Times(35, "😀"), kUcs2, 70, 1},
      {"one emoji over", Times(36, "😀"), kUcs2, 72, 2},
      {"full, ending in a pair", Times(68, "码") + "😀", kUcs2, 70, 1},
      {"over by half of a pair", Times(69, "码") + "😀", kUcs2, 71, 2},
      {"a pair at the border", Times(66, "码") + "😀" + Times(65, "码"), kUcs2,
       133, 2},
      {"a pair at the border, and full",
       Times(66, "码") + "😀" + Times(66, "码"), kUcs2, 134, 3},
      {"a pair before the border", Times(65, "码") + "😀" + Times(67, "码"),
       kUcs2, 134, 2},
      // 33 pairs a segment leave one code unit unused in each.
      {"only emoji", Times(66, "😀"), kUcs2, 132, 2},
      {"only emoji, one over", Times(67, "😀"), kUcs2, 134, 3},
  };
  for (const auto& c : kCases) {
    const SmsSegments result = CountSmsSegments(c.text);
    EXPECT_EQ(result.encoding, c.encoding) << c.name;
    EXPECT_EQ(result.units, c.units) << c.name;
    EXPECT_EQ(result.segments, c.segments) << c.name;
  }
}

TEST(SmsText, NamesTheFirstCharacterThatForcesUcs2) {
  const struct {
    std::string_view text;
    std::string_view character;
    std::size_t position;
  } kCases[] = {
      {"It’s 123456 – ok", "’", 2},
      {"naïve", "ï", 2},
      {"à la carte ç", "ç", 11},
      {"😀 first", "😀", 0},
      // Positions count characters, not bytes or code units.
      {"äöü€|`", "`", 5},
      {"a\tb", "\t", 1},
      {"a\xc2\xa0"
       "b",
       "\xc2\xa0", 1},
      // The escape itself is no character.
      {"\x1b", "\x1b", 0},
      {std::string_view("\0", 1), std::string_view("\0", 1), 0},
      // Greek capitals that look Latin are not Latin.
      {"ΔΑ", "Α", 1},
      // Invalid UTF-8: a stray byte, a cut sequence, an overlong one, half of a
      // surrogate pair.
      {"ab\xff", "\xef\xbf\xbd", 2},
      {"ab\xe2\x82", "\xef\xbf\xbd", 2},
      {"\xc0\xaf", "\xef\xbf\xbd", 0},
      {"a\xed\xa0\xbd", "\xef\xbf\xbd", 1},
  };
  for (const auto& c : kCases) {
    const SmsSegments result = CountSmsSegments(c.text);
    EXPECT_EQ(result.encoding, kUcs2) << c.text;
    EXPECT_EQ(result.ucs2_character, c.character) << c.text;
    EXPECT_EQ(result.ucs2_position, c.position) << c.text;
    EXPECT_EQ(result.segments, 1u) << c.text;
  }
}

TEST(SmsText, CountsEachInvalidByteAsACharacter) {
  EXPECT_EQ(CountSmsSegments(Times(70, "\xff")).segments, 1u);
  const SmsSegments result = CountSmsSegments(Times(71, "\xff"));
  EXPECT_EQ(result.units, 71u);
  EXPECT_EQ(result.segments, 2u);
}

TEST(SmsText, NamesNoCharacterForGsm7) {
  const SmsSegments expected = {.encoding = kGsm7, .units = 7, .segments = 1};
  EXPECT_EQ(CountSmsSegments("10 € ok"),
            (SmsSegments{.units = 8, .segments = 1}));
  EXPECT_EQ(CountSmsSegments("1 £ now"), expected);
}

}  // namespace
}  // namespace herald
