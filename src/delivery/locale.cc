// SPDX-License-Identifier: Apache-2.0
#include "delivery/locale.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxTagBytes = 35;
constexpr std::size_t kMaxSubtagBytes = 8;

std::vector<std::string_view> Subtags(std::string_view text) {
  std::vector<std::string_view> subtags;
  while (true) {
    const std::size_t end = text.find_first_of("-_");
    subtags.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return subtags;
    text.remove_prefix(end + 1);
  }
}

bool IsSubtag(std::string_view subtag) {
  return !subtag.empty() && subtag.size() <= kMaxSubtagBytes &&
         std::ranges::all_of(subtag,
                             [](char c) { return absl::ascii_isalnum(c); });
}

bool IsLanguage(std::string_view subtag) {
  return subtag.size() >= 2 && std::ranges::all_of(subtag, [](char c) {
           return absl::ascii_isalpha(c);
         });
}

// RFC 5646 section 2.1.1: regions in upper case, scripts in title case, all
// else in lower case.
std::string UsualCase(std::string_view subtag, bool is_first) {
  std::string result = absl::AsciiStrToLower(std::string(subtag));
  if (is_first || !std::ranges::all_of(
                      result, [](char c) { return absl::ascii_isalpha(c); }))
    return result;
  if (result.size() == 2) return absl::AsciiStrToUpper(result);
  if (result.size() == 4) result[0] = absl::ascii_toupper(result[0]);
  return result;
}

}  // namespace

absl::StatusOr<std::string> NormalizeLocale(std::string_view text) {
  const std::vector<std::string_view> subtags = Subtags(text);
  if (text.size() > kMaxTagBytes || !std::ranges::all_of(subtags, IsSubtag) ||
      !IsLanguage(subtags[0])) {
    return absl::InvalidArgumentError(
        "is not a language tag; use the form en, en-US or zh-Hant-TW");
  }
  std::vector<std::string> cased;
  for (const std::string_view subtag : subtags)
    cased.push_back(UsualCase(subtag, cased.empty()));
  return fmt::format("{}", fmt::join(cased, "-"));
}

}  // namespace herald
