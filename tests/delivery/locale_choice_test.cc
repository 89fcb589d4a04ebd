// SPDX-License-Identifier: Apache-2.0
#include "delivery/locale_choice.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

TEST(LocaleChoice, GoesFromTheNotificationOverTheListToTheDefault) {
  const struct {
    std::string locale;
    std::string accept_language;
    std::string expected;
  } kCases[] = {
      {"", "", "en"},
      {"fr-CA", "", "fr-CA fr en"},
      {"en-US", "", "en-US en"},
      {"zh-Hant-TW", "", "zh-Hant-TW zh-Hant zh en"},
      {"de-DE-u-co-phonebk", "", "de-DE-u-co-phonebk de-DE-u-co de-DE de en"},
      {"", "fr-CA", "fr-CA fr en"},
      {"", "fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", "fr-CH fr de en"},
      {"", "de;q=0.7,fr_FR", "fr-FR fr de en"},
      {"", "es ; q=0.2 , PT-br; Q=0.9", "pt-BR pt es en"},
      {"it", "fr-CA,de", "it fr-CA fr de en"},
      {"fr-CA", "fr-CA", "fr-CA fr en"},
  };
  for (const auto& test : kCases) {
    const auto candidates =
        LocaleCandidates(test.locale, test.accept_language, "en");
    EXPECT_EQ(fmt::format("{}", fmt::join(candidates, " ")), test.expected)
        << test.locale << " | " << test.accept_language;
  }
}

TEST(LocaleChoice, LeavesOutOfTheListWhatIsNoLanguage) {
  const std::string kLists[] = {"*",      "de;q=0",    "de;q=x",  "de;level=1",
                                ",,,;;;", "12, x, \t", "\xff\xfe"};
  for (const std::string& list : kLists) {
    EXPECT_EQ(LocaleCandidates("", list, "en"), std::vector<std::string>{"en"})
        << list;
  }
}

TEST(LocaleChoice, ReadsABoundedPartOfTheList) {
  std::string list;
  for (char c = 'a'; c <= 'z'; ++c) list += std::string{'x', c, ','};
  EXPECT_EQ(LocaleCandidates("", list, "en").size(), 21U);
  EXPECT_EQ(LocaleCandidates("", std::string(2000, ' ') + "fr", "en").size(),
            1U);
}

}  // namespace
}  // namespace herald
