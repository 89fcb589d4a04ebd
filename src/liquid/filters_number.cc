// SPDX-License-Identifier: Apache-2.0
#include "liquid/filter.h"
#include "liquid/number.h"

namespace herald::liquid {
namespace {

Value Finished(const std::optional<Number>& result, RenderContext* context) {
  if (result) return result->ToValue();
  return context->Fail("the result does not fit into 64 bits");
}

Number Left(const FilterInput& input) { return Number::Of(input.value); }
Number Right(const FilterInput& input) { return Number::Of(input.Argument(0)); }

Value Abs(const FilterInput& input, RenderContext* context) {
  const Number number = Left(input);
  const bool is_negative = number.IsLessThan(Number::Of(Value(0)));
  return Finished(is_negative ? number.Negated() : number, context);
}

Value Plus(const FilterInput& input, RenderContext* context) {
  return Finished(Left(input).Plus(Right(input)), context);
}

Value Minus(const FilterInput& input, RenderContext* context) {
  return Finished(Left(input).Minus(Right(input)), context);
}

Value Times(const FilterInput& input, RenderContext* context) {
  return Finished(Left(input).Times(Right(input)), context);
}

Value DividedBy(const FilterInput& input, RenderContext* context) {
  if (Left(input).is_integer() && Right(input).is_integer() &&
      Right(input).is_zero()) {
    return context->Fail("divided by 0");
  }
  return Finished(Left(input).DividedBy(Right(input)), context);
}

Value Modulo(const FilterInput& input, RenderContext* context) {
  if (Right(input).is_zero()) return context->Fail("divided by 0");
  return Finished(Left(input).Modulo(Right(input)), context);
}

Value Round(const FilterInput& input, RenderContext* context) {
  return Finished(Left(input).Rounded(Right(input).ToInteger()), context);
}

Value Ceil(const FilterInput& input, RenderContext* context) {
  return Finished(Left(input).Ceiling(), context);
}

Value Floor(const FilterInput& input, RenderContext* context) {
  return Finished(Left(input).Floor(), context);
}

Value AtLeast(const FilterInput& input, RenderContext*) {
  const Number number = Left(input);
  const Number bound = Right(input);
  return (number.IsLessThan(bound) ? bound : number).ToValue();
}

Value AtMost(const FilterInput& input, RenderContext*) {
  const Number number = Left(input);
  const Number bound = Right(input);
  return (bound.IsLessThan(number) ? bound : number).ToValue();
}

constexpr Filter kNumberFilters[] = {
    {"abs", Abs, 0, 0},
    {"at_least", AtLeast, 1, 1},
    {"at_most", AtMost, 1, 1},
    {"ceil", Ceil, 0, 0},
    {"divided_by", DividedBy, 1, 1},
    {"floor", Floor, 0, 0},
    {"minus", Minus, 1, 1},
    {"modulo", Modulo, 1, 1},
    {"plus", Plus, 1, 1},
    {"round", Round, 0, 1},
    {"times", Times, 1, 1},
};

}  // namespace

std::span<const Filter> NumberFilters() { return kNumberFilters; }

}  // namespace herald::liquid
