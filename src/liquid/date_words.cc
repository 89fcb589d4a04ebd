// SPDX-License-Identifier: Apache-2.0
#include "liquid/date_words.h"

#include <iterator>

namespace herald::liquid {
namespace {

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};

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

}  // namespace

std::optional<int> MonthOf(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kMonths); ++i) {
    if (word.starts_with(kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::optional<int> ZoneOffsetOf(std::string_view word) {
  for (const Zone& zone : kZones) {
    if (zone.name == word) return zone.hours * 3600;
  }
  return std::nullopt;
}

}  // namespace herald::liquid
