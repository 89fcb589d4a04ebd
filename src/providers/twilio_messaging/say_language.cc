// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/say_language.h"

#include "http/ascii_case.h"
#include "providers/locale_match.h"

namespace herald {
namespace {

// Of each language, the first is the one for all other regions.
constexpr std::string_view kKnown[] = {
    "ca-ES", "da-DK", "de-DE", "en-US", "en-AU", "en-CA", "en-GB",
    "en-IN", "es-ES", "es-MX", "fi-FI", "fr-FR", "fr-CA", "it-IT",
    "ja-JP", "ko-KR", "nb-NO", "nl-NL", "pl-PL", "pt-PT", "pt-BR",
    "ru-RU", "sv-SE", "zh-CN", "zh-HK", "zh-TW",
};

}  // namespace

std::string_view SayLanguage(std::string_view locale) {
  std::string_view language = LocaleLanguage(locale);
  if (EqualsIgnoreCase(language, "no")) language = "nb";
  const std::string_view exact =
      MatchLocale(language, LocaleRegion(locale), kKnown);
  if (!exact.empty()) return exact;
  for (std::string_view tag : kKnown) {
    if (EqualsIgnoreCase(LocaleLanguage(tag), language)) return tag;
  }
  return {};
}

}  // namespace herald
