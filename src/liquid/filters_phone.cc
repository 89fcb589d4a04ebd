// SPDX-License-Identifier: Apache-2.0
// Herald's own filters for the parts of a phone number in E.164.
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <optional>
#include <string>

#include "liquid/filter.h"
#include "liquid/lexer.h"

namespace herald::liquid {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// A plus sign and at most 15 digits.
bool IsInternational(std::string_view text) {
  return text.size() > 1 && text.size() <= 16 && text.front() == '+' &&
         std::all_of(text.begin() + 1, text.end(), IsDigit);
}

// Nothing for what no country's numbering plan can hold.
std::optional<PhoneNumber> NumberOf(const FilterInput& input,
                                    RenderContext* context) {
  const std::string_view text = context->Text(input.value);
  if (!IsInternational(text) || !context->Spend(200)) return std::nullopt;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(std::string(text), "ZZ", &number) !=
          PhoneNumberUtil::NO_PARSING_ERROR ||
      !util.IsPossibleNumber(number)) {
    return std::nullopt;
  }
  return number;
}

Value CallingCode(const FilterInput& input, RenderContext* context) {
  const auto number = NumberOf(input, context);
  if (!number) return Value();
  return Value(context->Text(Value(number->country_code())));
}

Value Country(const FilterInput& input, RenderContext* context) {
  const auto number = NumberOf(input, context);
  if (!number) return Value();
  std::string region;
  PhoneNumberUtil::GetInstance()->GetRegionCodeForNumber(*number, &region);
  // `ZZ` is unknown, `001` the whole world.
  if (region == "ZZ" || region == "001") return Value();
  return context->Keep(region);
}

Value National(const FilterInput& input, RenderContext* context) {
  const auto number = NumberOf(input, context);
  if (!number) return Value();
  std::string digits;
  PhoneNumberUtil::GetInstance()->GetNationalSignificantNumber(*number,
                                                               &digits);
  return context->Keep(digits);
}

Value Digits(const FilterInput& input, RenderContext* context) {
  const std::string_view text = context->Text(input.value);
  char* digits = context->NewText(text.size());
  if (digits == nullptr) return Value();
  const char* end = std::copy_if(text.begin(), text.end(), digits, IsDigit);
  return Value(
      std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

constexpr Filter kPhoneFilters[] = {
    {"phone_calling_code", CallingCode, 0, 0},
    {"phone_country", Country, 0, 0},
    {"phone_digits", Digits, 0, 0},
    {"phone_national", National, 0, 0},
};

}  // namespace

std::span<const Filter> PhoneFilters() { return kPhoneFilters; }

}  // namespace herald::liquid
