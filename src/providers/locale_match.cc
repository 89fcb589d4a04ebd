// SPDX-License-Identifier: Apache-2.0
#include "providers/locale_match.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "http/ascii_case.h"

namespace herald {
namespace {

std::string_view NextSubtag(std::string_view* rest) {
  const std::size_t end = rest->find_first_of("-_");
  const std::string_view subtag = rest->substr(0, end);
  rest->remove_prefix(end == rest->npos ? rest->size() : end + 1);
  return subtag;
}

// Two letters or three digits.
bool IsRegion(std::string_view subtag) {
  if (subtag.size() == 2) {
    return std::all_of(subtag.begin(), subtag.end(),
                       [](unsigned char c) { return absl::ascii_isalpha(c); });
  }
  return subtag.size() == 3 &&
         std::all_of(subtag.begin(), subtag.end(),
                     [](unsigned char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

std::string_view LocaleLanguage(std::string_view locale) {
  return NextSubtag(&locale);
}

std::string_view LocaleRegion(std::string_view locale) {
  NextSubtag(&locale);
  while (!locale.empty()) {
    const std::string_view subtag = NextSubtag(&locale);
    // What follows a singleton is an extension, not a region.
    if (subtag.size() == 1) return {};
    if (IsRegion(subtag)) return subtag;
  }
  return {};
}

std::string_view MatchLocale(std::string_view language, std::string_view region,
                             absl::Span<const std::string_view> known) {
  for (std::string_view tag : known) {
    if (EqualsIgnoreCase(LocaleLanguage(tag), language) &&
        EqualsIgnoreCase(LocaleRegion(tag), region)) {
      return tag;
    }
  }
  return {};
}

}  // namespace herald
