// SPDX-License-Identifier: Apache-2.0
#include "delivery/locale.h"

#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

TEST(Locale, TakesBothSeparatorsAndTheUsualCase) {
  const struct {
    std::string_view text;
    std::string_view locale;
  } kCases[] = {
      {"en", "en"},
      {"en-US", "en-US"},
      {"en_US", "en-US"},
      {"EN_us", "en-US"},
      {"fr-ca", "fr-CA"},
      {"zh_hant_tw", "zh-Hant-TW"},
      {"es-419", "es-419"},
      {"de-DE-1996", "de-DE-1996"},
      {"sl-rozaj", "sl-rozaj"},
  };
  for (const auto& c : kCases) {
    const auto result = NormalizeLocale(c.text);
    ASSERT_TRUE(result.ok()) << c.text << ": " << result.status();
    EXPECT_EQ(*result, c.locale);
  }
}

TEST(Locale, IsRefusedWhenItCannotBeALanguageTag) {
  for (const std::string text :
       {"", "e", "en-", "-en", "en US", "12", "e1", "en\r\nX: y", "abcdefghi",
        "en-abcdefghi", "en--US", "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"})
    EXPECT_FALSE(NormalizeLocale(text).ok()) << text;
}

}  // namespace
}  // namespace herald
