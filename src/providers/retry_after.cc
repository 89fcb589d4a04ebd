// SPDX-License-Identifier: Apache-2.0
#include "providers/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace herald {
namespace {

constexpr std::string_view kDigits = "0123456789";

std::optional<int> ParseNumber(std::string_view text, std::size_t min_digits,
                               std::size_t max_digits) {
  if (text.size() < min_digits || text.size() > max_digits) return {};
  if (text.find_first_not_of(kDigits) != text.npos) return {};
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return parts;
}

std::optional<int> ParseMonth(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  if (found == kMonths.end()) return {};
  return static_cast<int>(found - kMonths.begin()) + 1;
}

bool IsWeekday(std::string_view name) {
  constexpr std::array<std::string_view, 7> kDays = {
      "Sunday",   "Monday", "Tuesday", "Wednesday",
      "Thursday", "Friday", "Saturday"};
  for (std::string_view day : kDays) {
    if (name == day || name == day.substr(0, 3)) return true;
  }
  return false;
}

std::optional<int> ParseYear(std::string_view text, absl::Time now) {
  if (text.size() == 4) return ParseNumber(text, 4, 4);
  const auto short_year = ParseNumber(text, 2, 2);
  if (!short_year.has_value()) return {};
  // A year of two digits more than 50 years ahead is one in the past.
  const int this_year = absl::ToCivilYear(now, absl::UTCTimeZone()).year();
  const int year = this_year - this_year % 100 + *short_year;
  return year > this_year + 50 ? year - 100 : year;
}

std::optional<absl::Time> MakeTime(std::optional<int> year,
                                   std::optional<int> month,
                                   std::optional<int> day,
                                   std::string_view time_of_day) {
  const std::vector<std::string_view> parts = Split(time_of_day, ':');
  if (parts.size() != 3 || !year || !month || !day) return {};
  const auto hour = ParseNumber(parts[0], 2, 2);
  const auto minute = ParseNumber(parts[1], 2, 2);
  const auto second = ParseNumber(parts[2], 2, 2);
  if (!hour || !minute || !second) return {};
  if (*hour > 23 || *minute > 59 || *second > 60) return {};
  const absl::CivilDay civil_day(*year, *month, *day);
  if (civil_day.month() != *month || civil_day.day() != *day) return {};
  return absl::FromCivil(absl::CivilSecond(*year, *month, *day, *hour, *minute,
                                           std::min(*second, 59)),
                         absl::UTCTimeZone());
}

std::optional<absl::Time> ParseHttpDate(std::string_view text, absl::Time now) {
  const std::vector<std::string_view> words = Split(text, ' ');
  if (words.empty()) return {};
  const bool has_comma = words[0].ends_with(',');
  const std::string_view weekday =
      words[0].substr(0, words[0].size() - (has_comma ? 1 : 0));
  if (!IsWeekday(weekday)) return {};
  // Sun, 06 Nov 1994 08:49:37 GMT
  if (has_comma && words.size() == 6 && words[5] == "GMT") {
    return MakeTime(ParseYear(words[3], now), ParseMonth(words[2]),
                    ParseNumber(words[1], 1, 2), words[4]);
  }
  // Sunday, 06-Nov-94 08:49:37 GMT
  if (has_comma && words.size() == 4 && words[3] == "GMT") {
    const std::vector<std::string_view> date = Split(words[1], '-');
    if (date.size() != 3) return {};
    return MakeTime(ParseYear(date[2], now), ParseMonth(date[1]),
                    ParseNumber(date[0], 1, 2), words[2]);
  }
  // Sun Nov  6 08:49:37 1994
  if (!has_comma && words.size() == 5) {
    return MakeTime(ParseYear(words[4], now), ParseMonth(words[1]),
                    ParseNumber(words[2], 1, 2), words[3]);
  }
  return {};
}

}  // namespace

std::optional<absl::Duration> ParseRetryAfter(std::string_view value,
                                              absl::Time now) {
  const std::size_t begin = value.find_first_not_of(" \t");
  if (begin == value.npos) return {};
  value = value.substr(begin, value.find_last_not_of(" \t") + 1 - begin);
  if (value.size() > 64) return {};
  if (value.find_first_not_of(kDigits) == value.npos) {
    const auto seconds = ParseNumber(value, 1, 9);
    if (!seconds.has_value()) return kMaxRetryAfter;
    return std::min(absl::Seconds(*seconds), kMaxRetryAfter);
  }
  const auto date = ParseHttpDate(value, now);
  if (!date.has_value()) return {};
  return std::clamp(*date - now, absl::ZeroDuration(), kMaxRetryAfter);
}

std::optional<absl::Duration> ParseRetryTime(std::string_view value,
                                             absl::Time now) {
  constexpr std::int64_t kFirstSecond = 1'000'000'000;
  constexpr std::int64_t kFirstMillisecond = 1'000'000'000'000;
  std::string_view whole = value.substr(0, value.find('.'));
  const bool is_number =
      !whole.empty() && whole.size() <= 15 &&
      whole.find_first_not_of(kDigits) == whole.npos &&
      (whole.size() == value.size() ||
       value.find_first_not_of(kDigits, whole.size() + 1) == value.npos);
  if (!is_number) return ParseRetryAfter(value, now);
  std::int64_t number = 0;
  std::from_chars(whole.data(), whole.data() + whole.size(), number);
  if (number < kFirstSecond) {
    return std::min(absl::Seconds(number), kMaxRetryAfter);
  }
  const absl::Time time = number < kFirstMillisecond
                              ? absl::FromUnixSeconds(number)
                              : absl::FromUnixMillis(number);
  return std::clamp(time - now, absl::ZeroDuration(), kMaxRetryAfter);
}

}  // namespace herald
