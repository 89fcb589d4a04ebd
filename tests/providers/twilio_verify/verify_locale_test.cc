// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/verify_locale.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace herald {
namespace {

TEST(VerifyLocale, GivesALocaleThatVerifyKnows) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},           {"en", "en"},       {"en-US", "en"},
      {"en_US", "en"},    {"en-GB", "en-GB"}, {"EN_gb", "en-GB"},
      {"en-AU", "en"},    {"de-CH", "de"},    {"pt", "pt"},
      {"pt-PT", "pt"},    {"pt-BR", "pt-BR"}, {"es-419", "es"},
      {"nb-NO", "nb"},    {"no", "nb"},       {"fil-PH", "tl"},
      {"iw-IL", "he"},    {"in-ID", "id"},    {"zh", "zh"},
      {"zh-CN", "zh-CN"}, {"zh-SG", "zh"},    {"zh-Hans-CN", "zh-CN"},
      {"zh-HK", "zh-HK"}, {"zh-TW", ""},      {"zh-Hant-HK", "zh-HK"},
      {"tlh", ""},        {"x", ""},          {"nn-NO", ""},
  };
  for (const auto& [locale, expected] : rows) {
    EXPECT_EQ(VerifyLocale(locale), expected) << locale;
  }
}

}  // namespace
}  // namespace herald
