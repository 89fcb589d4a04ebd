// SPDX-License-Identifier: Apache-2.0
#include "liquid/date_parser.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"
#include "liquid/date_words.h"
#include "liquid/lexer.h"

namespace herald::liquid {
namespace {

// Longer texts are no dates.
constexpr std::size_t kMaxSize = 128;

// What has been read so far.
struct Parts {
  std::optional<std::int64_t> year;
  std::optional<int> month;
  std::optional<int> day;
  std::optional<int> hour;
  int minute = 0;
  int second = 0;
  absl::Duration fraction = absl::ZeroDuration();
  std::optional<int> offset;
  bool is_utc = false;
};

int ToInt(std::string_view digits) {
  int number = 0;
  for (const char c : digits.substr(0, 9)) number = number * 10 + (c - '0');
  return number;
}

std::string_view TakeDigits(std::string_view* text) {
  std::size_t size = 0;
  while (size < text->size() && IsDigit((*text)[size])) ++size;
  const std::string_view digits = text->substr(0, size);
  text->remove_prefix(size);
  return digits;
}

bool Take(std::string_view* text, char c) {
  if (!text->starts_with(c)) return false;
  text->remove_prefix(1);
  return true;
}

// 69 is 1969, 68 is 2068.
std::int64_t FullYear(std::string_view digits) {
  const int year = ToInt(digits);
  if (digits.size() > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool Read();
  const Parts& parts() const { return parts_; }

 private:
  bool ReadWord();
  bool ReadNumber();
  bool ReadClock(std::string_view hour);
  bool ReadDateWithDashes(std::string_view first, char dash);
  bool ReadCompact(std::string_view digits);
  bool ReadSignedOffset();
  bool Add(std::string_view digits);
  void ReadFraction();
  void ReadHalf();
  bool SetMonth(int month);

  std::string_view rest_;
  Parts parts_;
};

bool DateReader::Read() {
  while (!rest_.empty()) {
    const char c = rest_.front();
    if (IsDigit(c)) {
      if (!ReadNumber()) return false;
    } else if (IsWordCharacter(c)) {
      if (!ReadWord()) return false;
    } else if ((c == '+' || c == '-') && parts_.hour && !parts_.offset) {
      if (!ReadSignedOffset()) return false;
    } else {
      rest_.remove_prefix(1);
    }
  }
  return parts_.year || parts_.month || parts_.day || parts_.hour;
}

bool DateReader::SetMonth(int month) {
  if (parts_.month) return false;
  parts_.month = month;
  return true;
}

bool DateReader::ReadWord() {
  std::size_t size = 0;
  while (size < rest_.size() && IsWordCharacter(rest_[size]) &&
         !IsDigit(rest_[size])) {
    ++size;
  }
  const std::string_view word = rest_.substr(0, size);
  rest_.remove_prefix(size);
  if (const auto month = MonthOf(word)) return SetMonth(*month);
  if (const auto offset = ZoneOffsetOf(word); offset && parts_.hour) {
    parts_.offset = *offset;
    parts_.is_utc = *offset == 0;
    // `utc+1` and `gmt+01:00`.
    if (rest_.starts_with('+') || rest_.starts_with('-')) {
      return ReadSignedOffset();
    }
    return true;
  }
  // Other words mean nothing: `t`, `at`, `of`, `the`, `monday`.
  return true;
}

bool DateReader::ReadSignedOffset() {
  const int sign = rest_.front() == '-' ? -1 : 1;
  rest_.remove_prefix(1);
  const std::string_view digits = TakeDigits(&rest_);
  if (digits.empty() || digits.size() > 6) return false;
  int hours = ToInt(digits.substr(0, digits.size() < 3 ? digits.size() : 2));
  int minutes = digits.size() < 3 ? 0 : ToInt(digits.substr(2, 2));
  if (digits.size() < 3 && Take(&rest_, ':')) {
    minutes = ToInt(TakeDigits(&rest_));
  }
  if (hours > 23 || minutes > 59) return false;
  parts_.offset = sign * (hours * 3600 + minutes * 60);
  parts_.is_utc = false;
  return true;
}

bool DateReader::ReadNumber() {
  const std::string_view digits = TakeDigits(&rest_);
  if (digits.size() >= 8) return ReadCompact(digits);
  if (rest_.starts_with(':')) return ReadClock(digits);
  for (const char dash : {'-', '/', '.'}) {
    if (rest_.size() > 1 && rest_.front() == dash &&
        (IsDigit(rest_[1]) || (dash == '-' && IsWordCharacter(rest_[1]))) &&
        !parts_.year && !parts_.day) {
      return ReadDateWithDashes(digits, dash);
    }
  }
  const std::string_view after = TrimLeft(rest_);
  const bool is_half = after.starts_with("am") || after.starts_with("pm") ||
                       after.starts_with("a.m") || after.starts_with("p.m");
  if (is_half && !parts_.hour) return ReadClock(digits);
  return Add(digits);
}

// A number by itself is a day or, if that cannot be, a year.
bool DateReader::Add(std::string_view digits) {
  if (digits.size() <= 2 && !parts_.day) {
    parts_.day = ToInt(digits);
    return true;
  }
  if (parts_.year) return false;
  parts_.year = FullYear(digits);
  return true;
}

bool DateReader::ReadClock(std::string_view hour) {
  if (parts_.hour || hour.size() > 2) return false;
  parts_.hour = ToInt(hour);
  if (Take(&rest_, ':')) {
    parts_.minute = ToInt(TakeDigits(&rest_));
    if (Take(&rest_, ':')) {
      parts_.second = ToInt(TakeDigits(&rest_));
      ReadFraction();
    }
  }
  ReadHalf();
  return *parts_.hour <= 24 && parts_.minute <= 59 && parts_.second <= 60;
}

void DateReader::ReadFraction() {
  if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',') ||
      !IsDigit(rest_[1])) {
    return;
  }
  rest_.remove_prefix(1);
  const std::string_view digits = TakeDigits(&rest_).substr(0, 9);
  int nanoseconds = ToInt(digits);
  for (std::size_t i = digits.size(); i < 9; ++i) nanoseconds *= 10;
  parts_.fraction = absl::Nanoseconds(nanoseconds);
}

// `am`, `p.m.` and the like.
void DateReader::ReadHalf() {
  const std::string_view after = TrimLeft(rest_);
  if (after.empty() || (after[0] != 'a' && after[0] != 'p')) return;
  const std::size_t m =
      after.starts_with("a.") || after.starts_with("p.") ? 2 : 1;
  if (after.size() <= m || after[m] != 'm') return;
  if (after.size() > m + 1 && IsWordCharacter(after[m + 1])) return;
  rest_ = after.substr(m + 1);
  parts_.hour = *parts_.hour % 12 + (after[0] == 'p' ? 12 : 0);
}

// 2016-03-14, 2016/3/14, 14/3/2016, 14.3.2016, 14-mar-2016, 3-14.
bool DateReader::ReadDateWithDashes(std::string_view first, char dash) {
  Take(&rest_, dash);
  std::string_view second = TakeDigits(&rest_);
  if (second.empty()) {
    parts_.day = ToInt(first);
    if (!ReadWord()) return false;
    if (!Take(&rest_, dash)) return true;
    parts_.year = FullYear(TakeDigits(&rest_));
    return true;
  }
  std::string_view third;
  if (rest_.size() > 1 && rest_[0] == dash && IsDigit(rest_[1])) {
    Take(&rest_, dash);
    third = TakeDigits(&rest_);
  }
  if (third.size() > 2 && first.size() <= 2) std::swap(first, third);
  if (third.empty() && first.size() <= 2) {
    parts_.day = ToInt(second);
    return SetMonth(ToInt(first));
  }
  parts_.year = FullYear(first);
  if (third.empty()) return false;
  parts_.day = ToInt(third);
  return SetMonth(ToInt(second));
}

// 20160314, 20160314T103000.
bool DateReader::ReadCompact(std::string_view digits) {
  if ((digits.size() != 8 && digits.size() != 14) || parts_.year) return false;
  parts_.year = ToInt(digits.substr(0, 4));
  parts_.day = ToInt(digits.substr(6, 2));
  std::string_view clock = digits.substr(8);
  if (clock.empty() && rest_.size() > 6 && rest_[0] == 't') {
    rest_.remove_prefix(1);
    clock = TakeDigits(&rest_);
  }
  if (clock.size() == 6) {
    parts_.hour = ToInt(clock.substr(0, 2));
    parts_.minute = ToInt(clock.substr(2, 2));
    parts_.second = ToInt(clock.substr(4, 2));
  }
  return SetMonth(ToInt(digits.substr(4, 2)));
}

}  // namespace

std::optional<ZonedTime> ParseDate(std::string_view text, absl::TimeZone zone,
                                   absl::Time now) {
  if (text.size() > kMaxSize) return std::nullopt;
  char lower[kMaxSize];
  std::transform(text.begin(), text.end(), lower, [](char c) {
    return absl::ascii_tolower(static_cast<unsigned char>(c));
  });
  DateReader reader({lower, text.size()});
  if (!reader.Read()) return std::nullopt;
  const Parts& parts = reader.parts();
  ZonedTime result{.time = now, .zone = zone, .has_zone_name = true};
  if (parts.offset) {
    result.zone =
        parts.is_utc ? absl::UTCTimeZone() : absl::FixedTimeZone(*parts.offset);
    result.has_zone_name = parts.is_utc;
  }
  // Parts larger than the largest one given are today's, smaller ones begin.
  const absl::CivilDay today = absl::ToCivilDay(now, result.zone);
  const bool has_date = parts.year || parts.month || parts.day;
  const std::int64_t year = parts.year.value_or(today.year());
  const int month =
      parts.month.value_or(parts.year ? 1 : static_cast<int>(today.month()));
  const int day =
      parts.day.value_or(has_date ? 1 : static_cast<int>(today.day()));
  const absl::CivilSecond civil(year, month, day, parts.hour.value_or(0),
                                parts.minute, parts.second);
  // 30 February is 1 March, as in Ruby.
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  result.time = absl::FromCivil(civil, result.zone) + parts.fraction;
  return result;
}

}  // namespace herald::liquid
