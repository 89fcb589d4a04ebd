// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "liquid/number.h"

namespace herald::liquid {

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
  if (digits <= 0) return rounded.Floor();
  if (rounded.mantissa_ == 0 && mantissa_ < 0) return Inexact(-0.0);
  return rounded;
}

std::int64_t Number::ToInteger() const {
  const auto whole = IsLessThan(Integer(0)) ? Ceiling() : Floor();
  return whole ? static_cast<std::int64_t>(whole->mantissa_) : 0;
}

}  // namespace herald::liquid
