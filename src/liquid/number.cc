// SPDX-License-Identifier: Apache-2.0
#include "liquid/number.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "liquid/concat.h"
#include "liquid/convert.h"
#include "liquid/lexer.h"
#include "liquid/text.h"

namespace herald::liquid {
namespace {

// 10^38 is the largest power of ten that fits into 127 bits.
constexpr int kMaxPower = 38;
// Divisors up to here leave a quotient of 20 digits.
constexpr __int128 kMaxDivisor = 1'000'000'000'000'000'000;

__int128 PowerOfTen(int power) {
  __int128 result = 1;
  for (int i = 0; i < power; ++i) result *= 10;
  return result;
}

bool Scale(__int128* value, int power) {
  if (*value == 0) return true;
  return power <= kMaxPower &&
         !__builtin_mul_overflow(*value, PowerOfTen(power), value);
}

__int128 FloorDivide(__int128 value, __int128 divisor) {
  const __int128 quotient = value / divisor;
  const bool is_rounded_up =
      value % divisor != 0 && (value < 0) != (divisor < 0);
  return is_rounded_up ? quotient - 1 : quotient;
}

std::string Digits(__int128 value) {
  if (value == 0) return "0";
  const bool is_negative = value < 0;
  std::string reversed;
  for (; value != 0; value /= 10) {
    const int digit = static_cast<int>(value % 10);
    reversed += static_cast<char>('0' + (is_negative ? -digit : digit));
  }
  if (is_negative) reversed += '-';
  return std::string(reversed.rbegin(), reversed.rend());
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
    std::string text;
    AppendFloat(value.real(), &text);
    return ParseDecimal(text);
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
  Wide mantissa = 0;
  int exponent = 0;
  bool is_fraction = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e'; ++i) {
    if (text[i] == '.') {
      is_fraction = true;
    } else if (mantissa < PowerOfTen(kMaxPower - 2)) {
      mantissa = mantissa * 10 + (text[i] - '0');
      if (is_fraction) --exponent;
    } else if (!is_fraction) {
      ++exponent;
    }
  }
  if (i < text.size()) {
    exponent += static_cast<int>(LeadingInteger(text.substr(i + 1)));
  }
  return Decimal(is_negative ? -mantissa : mantissa, exponent);
}

double Number::ToDouble() const {
  if (kind_ == Kind::kInexact) return inexact_;
  const std::string text = Concat(Digits(mantissa_), "e", exponent_);
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
  return Decimal(product, exponent_ + other.exponent_);
}

std::optional<Number> Number::DividedBy(const Number& other) const {
  if (other.is_zero()) return std::nullopt;
  if (is_integer() && other.is_integer()) {
    return Fitting(FloorDivide(mantissa_, other.mantissa_));
  }
  const Wide divisor = other.mantissa_;
  if (kind_ == Kind::kInexact || other.kind_ == Kind::kInexact ||
      divisor > kMaxDivisor || divisor < -kMaxDivisor) {
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

Number::Wide Number::Shifted(int digits, Wide* remainder) const {
  if (digits > kMaxPower) {
    *remainder = mantissa_;
    return mantissa_ < 0 ? -1 : 0;
  }
  const Wide divisor = PowerOfTen(digits);
  const Wide quotient = FloorDivide(mantissa_, divisor);
  *remainder = mantissa_ - quotient * divisor;
  return quotient;
}

std::optional<Number> Number::ToWhole(bool is_up) const {
  if (is_integer()) return *this;
  if (kind_ == Kind::kInexact) {
    const double whole = is_up ? std::ceil(inexact_) : std::floor(inexact_);
    if (!(std::abs(whole) < 9.2e18)) return std::nullopt;
    return Integer(static_cast<std::int64_t>(whole));
  }
  if (exponent_ >= 0) {
    Wide value = mantissa_;
    if (!Scale(&value, exponent_)) return std::nullopt;
    return Fitting(value);
  }
  Wide remainder = 0;
  const Wide below = Shifted(-exponent_, &remainder);
  return Fitting(is_up && remainder != 0 ? below + 1 : below);
}

std::optional<Number> Number::Floor() const { return ToWhole(false); }
std::optional<Number> Number::Ceiling() const { return ToWhole(true); }

std::optional<Number> Number::Rounded(std::int64_t digits) const {
  if (is_integer() && digits >= 0) return *this;
  if (kind_ == Kind::kInexact) {
    return digits > 0 ? *this : Inexact(std::round(inexact_)).Floor();
  }
  const std::int64_t dropped = -std::int64_t{exponent_} - digits;
  Number rounded = AsDecimal();
  if (dropped > kMaxPower) {
    rounded = Decimal(0, 0);
  } else if (dropped > 0) {
    const Wide unit = PowerOfTen(static_cast<int>(dropped));
    const Wide size = mantissa_ < 0 ? -mantissa_ : mantissa_;
    const Wide whole = size / unit + (size % unit >= unit - unit / 2 ? 1 : 0);
    rounded = Decimal(mantissa_ < 0 ? -whole : whole,
                      exponent_ + static_cast<int>(dropped));
  }
  return digits > 0 ? rounded : rounded.Floor();
}

std::int64_t Number::ToInteger() const {
  const auto whole = IsLessThan(Integer(0)) ? Ceiling() : Floor();
  return whole ? static_cast<std::int64_t>(whole->mantissa_) : 0;
}

}  // namespace herald::liquid
