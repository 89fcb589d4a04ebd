// SPDX-License-Identifier: Apache-2.0
#include "delivery/recipient_facts.h"

#include <utility>

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "delivery/number_blocks.h"

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr int kMaxCallingCode = 999;
constexpr std::string_view kNoCountry = "001";
constexpr std::string_view kUnknownRegion = "ZZ";

bool IsCallingCode(int code) {
  static const auto kCodes = [] {
    std::set<int> all;
    PhoneNumberUtil::GetInstance()->GetSupportedCallingCodes(&all);
    std::bitset<kMaxCallingCode + 1> codes;
    for (const int each : all) codes.set(static_cast<std::size_t>(each));
    return codes;
  }();
  return kCodes.test(static_cast<std::size_t>(code));
}

// The parts of E.164.
struct NumberParts {
  int calling_code;
  std::string_view national;
};

// No calling code begins with another one.
std::optional<NumberParts> Split(std::string_view digits) {
  for (std::size_t length = 1; length <= 3 && length < digits.size();
       ++length) {
    int code = 0;
    std::from_chars(digits.data(), digits.data() + length, code);
    if (IsCallingCode(code)) return NumberParts{code, digits.substr(length)};
  }
  return std::nullopt;
}

// What libphonenumber makes of the text itself costs 10 us.
PhoneNumber NumberOf(const NumberParts& parts) {
  const std::string_view digits = parts.national;
  std::uint64_t national = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), national);
  PhoneNumber number;
  number.set_country_code(parts.calling_code);
  number.set_national_number(national);
  // A lone 0 is a number.
  const std::size_t zeros =
      std::min(digits.find_first_not_of('0'), digits.size() - 1);
  if (zeros > 0) number.set_italian_leading_zero(true);
  if (zeros > 1) number.set_number_of_leading_zeros(static_cast<int>(zeros));
  return number;
}

std::string CountryOf(const PhoneNumber& number) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  std::string region;
  util.GetRegionCodeForNumber(number, &region);
  if (region == kUnknownRegion)
    util.GetRegionCodeForCountryCode(number.country_code(), &region);
  return region == kUnknownRegion ? std::string(kNoCountry) : region;
}

// What the calling code alone tells.
v1::NumberType TypeOfCallingCode(int code) {
  switch (code) {
    case 800:
      return v1::NUMBER_TYPE_TOLL_FREE;
    case 808:
      return v1::NUMBER_TYPE_SHARED_COST;
    case 870:
    case 881:
    case 882:
    case 883:
      return v1::NUMBER_TYPE_SATELLITE;
    case 979:
      return v1::NUMBER_TYPE_PREMIUM_RATE;
    default:
      return v1::NUMBER_TYPE_UNSPECIFIED;
  }
}

v1::NumberType TypeInCountry(const PhoneNumber& number) {
  switch (PhoneNumberUtil::GetInstance()->GetNumberType(number)) {
    case PhoneNumberUtil::FIXED_LINE:
      return v1::NUMBER_TYPE_FIXED_LINE;
    case PhoneNumberUtil::MOBILE:
      return v1::NUMBER_TYPE_MOBILE;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
      return v1::NUMBER_TYPE_FIXED_LINE_OR_MOBILE;
    case PhoneNumberUtil::TOLL_FREE:
      return v1::NUMBER_TYPE_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE:
      return v1::NUMBER_TYPE_PREMIUM_RATE;
    case PhoneNumberUtil::SHARED_COST:
      return v1::NUMBER_TYPE_SHARED_COST;
    case PhoneNumberUtil::VOIP:
      return v1::NUMBER_TYPE_VOIP;
    case PhoneNumberUtil::PERSONAL_NUMBER:
      return v1::NUMBER_TYPE_PERSONAL_NUMBER;
    case PhoneNumberUtil::PAGER:
      return v1::NUMBER_TYPE_PAGER;
    case PhoneNumberUtil::UAN:
      return v1::NUMBER_TYPE_UAN;
    case PhoneNumberUtil::VOICEMAIL:
      return v1::NUMBER_TYPE_VOICEMAIL;
    default:
      return v1::NUMBER_TYPE_UNSPECIFIED;
  }
}

NumberKind AskPlan(const NumberParts& parts) {
  const PhoneNumber number = NumberOf(parts);
  NumberKind kind;
  kind.country = CountryOf(number);
  kind.type = TypeOfCallingCode(parts.calling_code);
  if (kind.type == v1::NUMBER_TYPE_UNSPECIFIED)
    kind.type = TypeInCountry(number);
  return kind;
}

NumberKind KindOf(std::string_view digits, const NumberParts& parts) {
  // What is remembered never changes what is found.
  static constinit NumberBlocks known;
  const std::uint64_t block =
      NumberBlocks::BlockOf(digits, parts.national.size());
  if (block == 0) return AskPlan(parts);
  if (auto kind = known.Find(block)) return *std::move(kind);
  NumberKind kind = AskPlan(parts);
  known.Put(block, kind);
  return kind;
}

}  // namespace

v1::RecipientFacts FactsOf(const v1::Notification& notification) {
  v1::RecipientFacts facts;
  if (notification.has_email()) {
    const std::string& to = notification.email().to();
    facts.set_email_domain(absl::AsciiStrToLower(to.substr(to.rfind('@') + 1)));
    return facts;
  }
  facts.set_country(std::string(kNoCountry));
  std::string_view digits = notification.phone().recipient();
  if (digits.empty()) return facts;
  digits.remove_prefix(1);
  const auto parts = Split(digits);
  if (!parts) return facts;
  NumberKind kind = KindOf(digits, *parts);
  facts.set_country(std::move(kind.country));
  facts.set_calling_code(parts->calling_code);
  facts.set_number_type(kind.type);
  return facts;
}

}  // namespace herald
