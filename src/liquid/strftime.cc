// SPDX-License-Identifier: Apache-2.0
#include "liquid/strftime.h"

#include <algorithm>
#include <cstdlib>

#include "absl/time/civil_time.h"
#include "liquid/concat.h"
#include "liquid/date_directive.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

constexpr int kMaxWidth = 1024;
constexpr std::string_view kDays[] = {"Sunday",    "Monday",   "Tuesday",
                                      "Wednesday", "Thursday", "Friday",
                                      "Saturday"};
constexpr std::string_view kMonths[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

class Formatter {
 public:
  Formatter(const ZonedTime& time, TextBuilder* out)
      : time_(time),
        info_(time.zone.At(time.time)),
        day_of_week_((static_cast<int>(absl::GetWeekday(info_.cs)) + 1) % 7),
        day_of_year_(static_cast<int>(absl::GetYearDay(info_.cs))),
        out_(out) {}

  // False if it is none that Ruby knows.
  bool Append(const Directive& directive) {
    if (directive.colons > 0 && directive.conversion != 'z') return false;
    return AppendDate(directive) || AppendClock(directive) ||
           AppendWhole(directive);
  }

 private:
  void AppendNumber(const Directive& directive, std::int64_t number, int width,
                    char padding = '0') {
    if (directive.padding == '-') width = 0;
    if (directive.padding == '0') padding = '0';
    if (directive.padding == '_') padding = ' ';
    if (directive.width > 0 && directive.padding != '-') {
      width = directive.width;
    }
    FixedText<24> digits;
    AppendAll(&digits, std::abs(number));
    const bool is_negative = number < 0;
    const int missing =
        width - static_cast<int>(digits.size()) - (is_negative ? 1 : 0);
    if (is_negative && padding == '0') out_->push_back('-');
    AppendFill(missing, padding);
    if (is_negative && padding != '0') out_->push_back('-');
    out_->append(digits.text());
  }

  void AppendWord(const Directive& directive, std::string_view word,
                  bool swaps_to_lower = false) {
    const int missing = directive.width - static_cast<int>(word.size());
    if (directive.padding != '-') {
      AppendFill(missing, directive.padding == '0' ? '0' : ' ');
    }
    if (directive.swaps_case && swaps_to_lower) {
      AppendLower(word, out_);
    } else if (directive.swaps_case || directive.is_upper) {
      AppendUpper(word, out_);
    } else {
      out_->append(word);
    }
  }

  void AppendFill(int missing, char c) {
    if (missing > 0) out_->append(static_cast<std::size_t>(missing), c);
  }

  bool AppendDate(const Directive& directive);
  bool AppendClock(const Directive& directive);
  bool AppendWhole(const Directive& directive);
  void AppendFraction(const Directive& directive, int digits);
  void AppendOffset(const Directive& directive);
  void AppendFormat(const Directive& directive, std::string_view format);
  absl::CivilDay WeekYearDay() const;
  int WeekFrom(int first_day) const;
  int IsoWeek() const;

  const ZonedTime& time_;
  const absl::TimeZone::CivilInfo info_;
  const int day_of_week_;  // Sunday is 0.
  const int day_of_year_;
  TextBuilder* out_;
};

// The Thursday of the week, which decides the year that the week belongs to.
absl::CivilDay Formatter::WeekYearDay() const {
  return absl::CivilDay(info_.cs) + (4 - (day_of_week_ + 6) % 7 - 1);
}

int Formatter::IsoWeek() const {
  return (static_cast<int>(absl::GetYearDay(WeekYearDay())) - 1) / 7 + 1;
}

int Formatter::WeekFrom(int first_day) const {
  return (day_of_year_ + 6 - (day_of_week_ - first_day + 7) % 7) / 7;
}

bool Formatter::AppendDate(const Directive& directive) {
  const absl::CivilSecond& civil = info_.cs;
  const std::int64_t year = civil.year();
  const std::string_view day = kDays[day_of_week_];
  const std::string_view month = kMonths[civil.month() - 1];
  switch (directive.conversion) {
    case 'Y':
      return AppendNumber(directive, year, year < 0 ? 5 : 4), true;
    case 'C':
      return AppendNumber(directive, year / 100, 2), true;
    case 'y':
      return AppendNumber(directive, (year % 100 + 100) % 100, 2), true;
    case 'm':
      return AppendNumber(directive, civil.month(), 2), true;
    case 'B':
      return AppendWord(directive, month), true;
    case 'b':
    case 'h':
      return AppendWord(directive, month.substr(0, 3)), true;
    case 'd':
      return AppendNumber(directive, civil.day(), 2), true;
    case 'e':
      return AppendNumber(directive, civil.day(), 2, ' '), true;
    case 'j':
      return AppendNumber(directive, day_of_year_, 3), true;
    case 'A':
      return AppendWord(directive, day), true;
    case 'a':
      return AppendWord(directive, day.substr(0, 3)), true;
    case 'u':
      return AppendNumber(directive, (day_of_week_ + 6) % 7 + 1, 1), true;
    case 'w':
      return AppendNumber(directive, day_of_week_, 1), true;
    case 'G':
      return AppendNumber(directive, WeekYearDay().year(), 4), true;
    case 'g':
      return AppendNumber(directive, WeekYearDay().year() % 100, 2), true;
    case 'V':
      return AppendNumber(directive, IsoWeek(), 2), true;
    case 'U':
      return AppendNumber(directive, WeekFrom(0), 2), true;
    case 'W':
      return AppendNumber(directive, WeekFrom(1), 2), true;
    default:
      return false;
  }
}

bool Formatter::AppendClock(const Directive& directive) {
  const absl::CivilSecond& civil = info_.cs;
  const int hour12 = (civil.hour() + 11) % 12 + 1;
  const std::string_view half = civil.hour() < 12 ? "AM" : "PM";
  switch (directive.conversion) {
    case 'H':
      return AppendNumber(directive, civil.hour(), 2), true;
    case 'k':
      return AppendNumber(directive, civil.hour(), 2, ' '), true;
    case 'I':
      return AppendNumber(directive, hour12, 2), true;
    case 'l':
      return AppendNumber(directive, hour12, 2, ' '), true;
    case 'P':
      return AppendWord(directive, half == "AM" ? "am" : "pm"), true;
    case 'p':
      return AppendWord(directive, half, true), true;
    case 'M':
      return AppendNumber(directive, civil.minute(), 2), true;
    case 'S':
      return AppendNumber(directive, civil.second(), 2), true;
    case 'L':
      return AppendFraction(directive, 3), true;
    case 'N':
      return AppendFraction(directive, 9), true;
    case 's':
      return AppendNumber(directive, absl::ToUnixSeconds(time_.time), 1), true;
    case 'z':
      return AppendOffset(directive), true;
    case 'Z':
      if (time_.has_zone_name) AppendWord(directive, info_.zone_abbr, true);
      return true;
    default:
      return false;
  }
}

bool Formatter::AppendWhole(const Directive& directive) {
  switch (directive.conversion) {
    case 'c':
      return AppendFormat(directive, "%a %b %e %H:%M:%S %Y"), true;
    case 'D':
    case 'x':
      return AppendFormat(directive, "%m/%d/%y"), true;
    case 'F':
      return AppendFormat(directive, "%Y-%m-%d"), true;
    case 'T':
    case 'X':
      return AppendFormat(directive, "%H:%M:%S"), true;
    case 'R':
      return AppendFormat(directive, "%H:%M"), true;
    case 'r':
      return AppendFormat(directive, "%I:%M:%S %p"), true;
    case 'v':
      return AppendFormat(directive, "%e-%^b-%Y"), true;
    case 'n':
      return AppendWord(directive, "\n"), true;
    case 't':
      return AppendWord(directive, "\t"), true;
    case '%':
      return AppendWord(directive, "%"), true;
    default:
      return false;
  }
}

void Formatter::AppendFormat(const Directive& directive,
                             std::string_view format) {
  FixedText<80> text;
  AppendTime(time_, format, &text);
  Directive padded = directive;
  padded.swaps_case = false;
  if (padded.padding == '-') padded.padding = '_';
  AppendWord(padded, text.text());
}

void Formatter::AppendFraction(const Directive& directive, int digits) {
  if (directive.width > 0) digits = directive.width;
  FixedText<24> text;
  AppendAll(&text, 1'000'000'000 + absl::ToInt64Nanoseconds(info_.subsecond));
  out_->append(text.text().substr(1, static_cast<std::size_t>(digits)));
  AppendFill(digits - 9, '0');
}

// A width counts the whole; what is wider than usual goes to the hours.
void Formatter::AppendOffset(const Directive& directive) {
  const int seconds = std::abs(info_.offset);
  const int tail = directive.colons == 0 ? 3 : directive.colons == 1 ? 4 : 7;
  const int width = std::max(directive.width - tail, 2);
  FixedText<16> hours;
  AppendAll(&hours, seconds / 3600);
  const int missing = width - static_cast<int>(hours.size());
  const bool is_blank = directive.padding == '_';
  if (is_blank) AppendFill(missing, ' ');
  out_->push_back(info_.offset < 0 ? '-' : '+');
  if (!is_blank) AppendFill(missing, '0');
  out_->append(hours.text());
  const Directive two;
  if (directive.colons > 0) out_->push_back(':');
  AppendNumber(two, seconds / 60 % 60, 2);
  if (directive.colons < 2) return;
  out_->push_back(':');
  AppendNumber(two, seconds % 60, 2);
}

}  // namespace

bool AppendTime(const ZonedTime& time, std::string_view format,
                TextBuilder* out) {
  Formatter formatter(time, out);
  while (!format.empty()) {
    const std::size_t plain = std::min(format.find('%'), format.size());
    out->append(format.substr(0, plain));
    format.remove_prefix(plain);
    if (format.empty()) break;
    const Directive directive = ReadDirective(format);
    if (directive.width > kMaxWidth) return false;
    if (!formatter.Append(directive)) {
      out->append(format.substr(0, directive.size));
    }
    format.remove_prefix(directive.size);
  }
  return true;
}

}  // namespace herald::liquid
