// SPDX-License-Identifier: Apache-2.0
#include "liquid/convert.h"

#include <utility>

#include <charconv>
#include <cmath>
#include <limits>

#include "absl/strings/ascii.h"
#include "liquid/lexer.h"
#include "liquid/text_builder.h"

namespace herald::liquid {
namespace {

using Limits = std::numeric_limits<std::int64_t>;

// Takes `0x`, `0b`, `0o` or `0` off and tells what it stands for.
int TakeBase(std::string_view* digits) {
  if (digits->size() < 2 || digits->front() != '0') return 10;
  const char mark = absl::ascii_tolower((*digits)[1]);
  const int base = mark == 'x' ? 16 : mark == 'b' ? 2 : mark == 'd' ? 10 : 8;
  digits->remove_prefix(
      mark == 'x' || mark == 'b' || mark == 'd' || mark == 'o' ? 2 : 1);
  return base;
}

// Underscores may stand between digits.
bool AppendWithoutUnderscores(std::string_view digits, TextBuilder* out) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] != '_') {
      out->push_back(digits[i]);
    } else if (i == 0 || i + 1 == digits.size() || digits[i - 1] == '_') {
      return false;
    }
  }
  return true;
}

bool TakeSign(std::string_view* text) {
  const bool is_negative = !text->empty() && text->front() == '-';
  if (is_negative || (!text->empty() && text->front() == '+')) {
    text->remove_prefix(1);
  }
  return is_negative;
}

std::optional<std::int64_t> WholeInteger(std::string_view text) {
  text = Trim(text);
  const bool is_negative = TakeSign(&text);
  const int base = TakeBase(&text);
  if (text.empty() ||
      !absl::ascii_isxdigit(static_cast<unsigned char>(text.front()))) {
    return std::nullopt;
  }
  // 64 bits take 64 digits at most.
  FixedText<160> digits;
  if (is_negative) digits.push_back('-');
  if (text.size() > 128 || !AppendWithoutUnderscores(text, &digits)) {
    return std::nullopt;
  }
  std::int64_t number = 0;
  const char* begin = digits.text().data();
  const char* end = begin + digits.size();
  const auto result = std::from_chars(begin, end, number, base);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int64_t> StrictInteger(const Value& value) {
  if (value.kind() == Value::Kind::kInteger) return value.integer();
  if (value.is_string()) return WholeInteger(value.text());
  return std::nullopt;
}

std::int64_t LeadingInteger(std::string_view text) {
  text = TrimLeft(text);
  const bool is_negative = TakeSign(&text);
  std::int64_t number = 0;
  bool was_digit = false;
  for (const char c : text) {
    if (c == '_' && was_digit) {
      was_digit = false;
      continue;
    }
    if (!IsDigit(c)) break;
    was_digit = true;
    const int digit = is_negative ? '0' - c : c - '0';
    if (__builtin_mul_overflow(number, 10, &number) ||
        __builtin_add_overflow(number, digit, &number)) {
      return is_negative ? Limits::min() : Limits::max();
    }
  }
  return number;
}

std::optional<std::int64_t> LenientInteger(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNil:
    case Value::Kind::kEmpty:
    case Value::Kind::kBlank:
      return 0;
    case Value::Kind::kInteger:
      return value.integer();
    case Value::Kind::kFloat:
      if (std::isnan(value.real())) return std::nullopt;
      if (value.real() >= 9.2e18) return Limits::max();
      if (value.real() <= -9.2e18) return Limits::min();
      return static_cast<std::int64_t>(value.real());
    case Value::Kind::kString:
      return LeadingInteger(value.text());
    default:
      return std::nullopt;
  }
}

}  // namespace herald::liquid
