// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "liquid/value.h"

namespace herald::liquid {

// A number that filters calculate with. Decimal fractions are exact as long as
// they take at most 38 digits, so that 10.1 modulo 7.0 is 3.1. Operations
// return nothing if an integer does not fit into 64 bits, or an integer is
// divided by the integer zero.
class Number {
 public:
  // A number, or the number a text begins with; 0 for anything else.
  static Number Of(const Value& value);

  // An integer, or a float.
  Value ToValue() const;
  bool is_integer() const { return kind_ == Kind::kInteger; }
  bool is_zero() const;

  std::optional<Number> Plus(const Number& other) const;
  std::optional<Number> Minus(const Number& other) const;
  std::optional<Number> Times(const Number& other) const;
  // Of two integers, the integer below the quotient.
  std::optional<Number> DividedBy(const Number& other) const;
  // Has the sign of `other`.
  std::optional<Number> Modulo(const Number& other) const;
  std::optional<Number> Negated() const;
  bool IsLessThan(const Number& other) const;

  // The integer below or above.
  std::optional<Number> Floor() const;
  std::optional<Number> Ceiling() const;
  // To this many digits behind the point, halves away from zero; an integer if
  // there are none.
  std::optional<Number> Rounded(std::int64_t digits) const;

  // The integer without its fraction, cut to 64 bits.
  std::int64_t ToInteger() const;

 private:
  using Wide = __int128;
  // 10^38 is the largest power of ten that fits into 127 bits.
  static constexpr int kMaxPower = 38;

  enum class Kind : std::uint8_t {
    kInteger,
    kDecimal,  // mantissa_ * 10^exponent_
    kInexact,  // What the others cannot hold.
  };

  static Number Integer(Wide value);
  static Number Decimal(Wide mantissa, int exponent);
  static Number Inexact(double value);
  static std::optional<Number> Fitting(Wide value);
  static Number ParseDecimal(std::string_view text);
  // Brings both to one exponent; false if that takes too many digits.
  static bool Align(Number* left, Number* right);
  static Wide PowerOfTen(int power);
  static bool Scale(Wide* value, int power);
  static Wide FloorDivide(Wide value, Wide divisor);

  double ToDouble() const;
  Number AsDecimal() const;
  // The quotient by 10^digits, rounded down, and whether something was left.
  Wide Shifted(int digits, Wide* remainder) const;
  std::optional<Number> ToWhole(bool is_up) const;

  Kind kind_ = Kind::kInteger;
  int exponent_ = 0;
  // Of an integer, its value.
  Wide mantissa_ = 0;
  double inexact_ = 0;
};

}  // namespace herald::liquid
