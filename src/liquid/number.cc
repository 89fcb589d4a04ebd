// SPDX-License-Identifier: Apache-2.0
#include "liquid/number.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "liquid/concat.h"
#include "liquid/convert.h"
#include "liquid/lexer.h"
#include "liquid/text.h"

namespace herald::liquid {
namespace {

// Divisors up to here leave a quotient of 20 digits.
constexpr __int128 kMaxDivisor = 1'000'000'000'000'000'000;

void AppendDigits(__int128 value, TextBuilder* out) {
  if (value < 0) out->push_back('-');
  char digits[40];
  char* begin = digits + sizeof(digits);
  do {
    *--begin = static_cast<char>('0' + std::abs(static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  out->append(
      {begin, static_cast<std::size_t>(digits + sizeof(digits) - begin)});
}

// -?\d+\.\d+
bool IsDecimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || point == 0 ||
      point + 1 == text.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != point && !IsDigit(text[i])) return false;
  }
  return true;
}

}  // namespace

Number::Wide Number::PowerOfTen(int power) {
  Wide result = 1;
  for (int i = 0; i < power; ++i) result *= 10;
  return result;
}

bool Number::Scale(Wide* value, int power) {
  if (*value == 0) return true;
  return power <= kMaxPower &&
         !__builtin_mul_overflow(*value, PowerOfTen(power), value);
}

Number::Wide Number::FloorDivide(Wide value, Wide divisor) {
  const Wide quotient = value / divisor;
  const bool is_rounded_up =
      value % divisor != 0 && (value < 0) != (divisor < 0);
  return is_rounded_up ? quotient - 1 : quotient;
}

Number Number::Integer(Wide value) {
  Number number;
  number.mantissa_ = value;
  return number;
}

Number Number::Decimal(Wide mantissa, int exponent) {
  Number number;
  number.kind_ = Kind::kDecimal;
  while (mantissa != 0 && mantissa % 10 == 0) {
    mantissa /= 10;
    ++exponent;
  }
  number.mantissa_ = mantissa;
  number.exponent_ = mantissa == 0 ? 0 : exponent;
  return number;
}

Number Number::Inexact(double value) {
  Number number;
  number.kind_ = Kind::kInexact;
  number.inexact_ = value;
  return number;
}

std::optional<Number> Number::Fitting(Wide value) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (value < Limits::min() || value > Limits::max()) return std::nullopt;
  return Integer(value);
}

Number Number::Of(const Value& value) {
  if (value.kind() == Value::Kind::kInteger) return Integer(value.integer());
  if (value.kind() == Value::Kind::kFloat) {
    if (!std::isfinite(value.real())) return Inexact(value.real());
    FloatBuffer buffer;
    return ParseDecimal(FormatFloat(value.real(), &buffer));
  }
  if (!value.is_string()) return Integer(0);
  const std::string_view text = Trim(value.text());
  return IsDecimal(text) ? ParseDecimal(text)
                         : Integer(LeadingInteger(value.text()));
}

// Digits with a point and perhaps an exponent.
Number Number::ParseDecimal(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const Wide most = PowerOfTen(kMaxPower - 2);
  Wide mantissa = 0;
  int exponent = 0;
  bool is_fraction = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e'; ++i) {
    if (text[i] == '.') {
      is_fraction = true;
    } else if (mantissa < most) {
      mantissa = mantissa * 10 + (text[i] - '0');
      if (is_fraction) --exponent;
    } else if (!is_fraction) {
      ++exponent;
    }
  }
  if (i < text.size()) {
    exponent += static_cast<int>(LeadingInteger(text.substr(i + 1)));
  }
  if (mantissa == 0 && is_negative) return Inexact(-0.0);
  return Decimal(is_negative ? -mantissa : mantissa, exponent);
}

double Number::ToDouble() const {
  if (kind_ == Kind::kInexact) return inexact_;
  FixedText<64> number;
  AppendDigits(mantissa_, &number);
  AppendAll(&number, "e", exponent_);
  const std::string_view text = number.text();
  double value = 0;
  const auto result =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    if (exponent_ < 0) return 0.0;
    return mantissa_ < 0 ? -HUGE_VAL : HUGE_VAL;
  }
  return value;
}

Value Number::ToValue() const {
  if (is_integer()) return Value(static_cast<std::int64_t>(mantissa_));
  return Value(ToDouble());
}

bool Number::is_zero() const {
  return kind_ == Kind::kInexact ? inexact_ == 0 : mantissa_ == 0;
}

Number Number::AsDecimal() const {
  return is_integer() ? Decimal(mantissa_, 0) : *this;
}

bool Number::Align(Number* left, Number* right) {
  if (left->kind_ == Kind::kInexact || right->kind_ == Kind::kInexact) {
    return false;
  }
  Number* higher = left->exponent_ > right->exponent_ ? left : right;
  const Number* lower = higher == left ? right : left;
  if (!Scale(&higher->mantissa_, higher->exponent_ - lower->exponent_)) {
    return false;
  }
  higher->exponent_ = lower->exponent_;
  return true;
}

std::optional<Number> Number::Plus(const Number& other) const {
  if (is_integer() && other.is_integer()) {
    return Fitting(mantissa_ + other.mantissa_);
  }
  Number left = AsDecimal();
  Number right = other.AsDecimal();
  Wide sum = 0;
  if (!Align(&left, &right) ||
      __builtin_add_overflow(left.mantissa_, right.mantissa_, &sum)) {
    return Inexact(ToDouble() + other.ToDouble());
  }
  return Decimal(sum, left.exponent_);
}

std::optional<Number> Number::Negated() const {
  if (is_integer()) return Fitting(-mantissa_);
  Number negated = *this;
  negated.mantissa_ = -mantissa_;
  negated.inexact_ = -inexact_;
  return negated;
}

std::optional<Number> Number::Minus(const Number& other) const {
  if (is_integer() && other.is_integer()) {
    return Fitting(mantissa_ - other.mantissa_);
  }
  return Plus(*other.AsDecimal().Negated());
}

std::optional<Number> Number::Times(const Number& other) const {
  const bool are_integers = is_integer() && other.is_integer();
  Wide product = 0;
  const bool is_too_large =
      __builtin_mul_overflow(mantissa_, other.mantissa_, &product);
  if (are_integers) {
    return is_too_large ? std::nullopt : Fitting(product);
  }
  if (is_too_large || kind_ == Kind::kInexact ||
      other.kind_ == Kind::kInexact) {
    return Inexact(ToDouble() * other.ToDouble());
  }
  if (product == 0 && (mantissa_ < 0) != (other.mantissa_ < 0)) {
    return Inexact(-0.0);
  }
  return Decimal(product, exponent_ + other.exponent_);
}

std::optional<Number> Number::DividedBy(const Number& other) const {
  if (is_integer() && other.is_integer()) {
    if (other.is_zero()) return std::nullopt;
    return Fitting(FloorDivide(mantissa_, other.mantissa_));
  }
  const Wide divisor = other.mantissa_;
  // Where floats have an infinity or a negative zero, they are used.
  if (kind_ == Kind::kInexact || other.kind_ == Kind::kInexact ||
      mantissa_ == 0 || divisor == 0 || divisor > kMaxDivisor ||
      divisor < -kMaxDivisor) {
    return Inexact(ToDouble() / other.ToDouble());
  }
  Wide dividend = mantissa_;
  int exponent = exponent_ - other.exponent_;
  Wide larger = 0;
  while (dividend != 0 && !__builtin_mul_overflow(dividend, 10, &larger)) {
    dividend = larger;
    --exponent;
  }
  return Decimal(dividend / divisor, exponent);
}

std::optional<Number> Number::Modulo(const Number& other) const {
  if (other.is_zero()) return std::nullopt;
  const bool are_integers = is_integer() && other.is_integer();
  Number left = are_integers ? *this : AsDecimal();
  Number right = are_integers ? other : other.AsDecimal();
  if (!Align(&left, &right)) {
    const double divisor = other.ToDouble();
    return Inexact(ToDouble() - divisor * std::floor(ToDouble() / divisor));
  }
  const Wide remainder =
      left.mantissa_ -
      right.mantissa_ * FloorDivide(left.mantissa_, right.mantissa_);
  if (are_integers) return Fitting(remainder);
  return Decimal(remainder, left.exponent_);
}

bool Number::IsLessThan(const Number& other) const {
  Number left = AsDecimal();
  Number right = other.AsDecimal();
  if (!Align(&left, &right)) return ToDouble() < other.ToDouble();
  return left.mantissa_ < right.mantissa_;
}

}  // namespace herald::liquid
