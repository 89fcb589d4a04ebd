// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/verify_locale.h"

#include "http/ascii_case.h"
#include "providers/locale_match.h"

namespace herald {
namespace {

constexpr std::string_view kKnown[] = {
    "af", "ar", "ca", "cs", "da", "de", "el", "en",    "en-GB", "es",    "et",
    "fi", "fr", "he", "hi", "hr", "hu", "id", "it",    "ja",    "kn",    "ko",
    "lt", "mr", "ms", "nb", "nl", "pl", "pt", "pt-BR", "ro",    "ru",    "sk",
    "sv", "te", "th", "tl", "tr", "uk", "vi", "zh",    "zh-CN", "zh-HK",
};

// Other names of languages in the list: macrolanguages and retired codes.
std::string_view CurrentName(std::string_view language) {
  if (EqualsIgnoreCase(language, "no")) return "nb";
  if (EqualsIgnoreCase(language, "iw")) return "he";
  if (EqualsIgnoreCase(language, "in")) return "id";
  if (EqualsIgnoreCase(language, "fil")) return "tl";
  return language;
}

}  // namespace

std::string_view VerifyLocale(std::string_view locale) {
  const std::string_view language = CurrentName(LocaleLanguage(locale));
  const std::string_view region = LocaleRegion(locale);
  const std::string_view exact = MatchLocale(language, region, kKnown);
  if (!exact.empty()) return exact;
  // Verify's plain `zh` is simplified Chinese, which is not what readers of
  // another Chinese asked for.
  if (EqualsIgnoreCase(language, "zh")) {
    return EqualsIgnoreCase(region, "SG") ? "zh" : "";
  }
  return MatchLocale(language, "", kKnown);
}

}  // namespace herald
