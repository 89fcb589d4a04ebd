// SPDX-License-Identifier: Apache-2.0
#include "providers/locale_match.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace herald {
namespace {

TEST(LocaleMatch, TakesTagsApart) {
  struct Row {
    std::string tag;
    std::string language;
    std::string region;
  };
  for (const Row& row : std::vector<Row>{
           {"", "", ""},
           {"en", "en", ""},
           {"en-US", "en", "US"},
           {"en_US", "en", "US"},
           {"zh-Hant-HK", "zh", "HK"},
           {"es-419", "es", "419"},
           {"sl-rozaj-IT", "sl", "IT"},
           {"de-u-co-phonebk", "de", ""},
       }) {
    EXPECT_EQ(LocaleLanguage(row.tag), row.language) << row.tag;
    EXPECT_EQ(LocaleRegion(row.tag), row.region) << row.tag;
  }
}

TEST(LocaleMatch, NeedsBothLanguageAndRegion) {
  constexpr std::string_view kKnown[] = {"en", "pt-BR"};
  EXPECT_EQ(MatchLocale("EN", "", kKnown), "en");
  EXPECT_EQ(MatchLocale("pt", "br", kKnown), "pt-BR");
  EXPECT_EQ(MatchLocale("pt", "", kKnown), "");
  EXPECT_EQ(MatchLocale("en", "GB", kKnown), "");
}

}  // namespace
}  // namespace herald
