// SPDX-License-Identifier: Apache-2.0
#include "liquid/date_words.h"

#include <algorithm>
#include <iterator>

namespace herald::liquid {
namespace {

constexpr std::string_view kMonths[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr std::string_view kDays[] = {"sunday",    "monday",   "tuesday",
                                      "wednesday", "thursday", "friday",
                                      "saturday"};

struct Zone {
  std::string_view name;
  int hours;
};

constexpr Zone kZones[] = {
    {"utc", 0},  {"gmt", 0},  {"z", 0},    {"est", -5}, {"edt", -4},
    {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8},
    {"pdt", -7}, {"cet", 1},  {"cest", 2}, {"bst", 1},  {"eet", 2},
    {"eest", 3}, {"wet", 0},  {"west", 1}, {"msk", 3},  {"jst", 9},
};

constexpr std::string_view kFillers[] = {"t",  "at", "on", "of",  "the", "st",
                                         "nd", "rd", "th", "and", "ad",  "ce"};

// The word is the whole name or at least its first three letters.
bool Abbreviates(std::string_view word, std::string_view name) {
  return word.size() >= 3 && name.starts_with(word);
}

}  // namespace

std::optional<int> MonthOf(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kMonths); ++i) {
    if (Abbreviates(word, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

bool IsDayName(std::string_view word) {
  return std::any_of(
      std::begin(kDays), std::end(kDays),
      [word](std::string_view day) { return Abbreviates(word, day); });
}

std::optional<int> ZoneOffsetOf(std::string_view word) {
  for (const Zone& zone : kZones) {
    if (zone.name == word) return zone.hours * 3600;
  }
  return std::nullopt;
}

bool IsFiller(std::string_view word) {
  return std::find(std::begin(kFillers), std::end(kFillers), word) !=
         std::end(kFillers);
}

}  // namespace herald::liquid
