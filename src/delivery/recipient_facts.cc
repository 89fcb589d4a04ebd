// SPDX-License-Identifier: Apache-2.0
#include "delivery/recipient_facts.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"

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

// Takes E.164 apart; what libphonenumber does with any text costs 10 us. No
// calling code begins with another one.
std::optional<PhoneNumber> NumberOf(std::string_view e164) {
  if (!e164.starts_with('+')) return std::nullopt;
  const std::string_view digits = e164.substr(1);
  for (std::size_t length = 1; length <= 3 && length < digits.size();
       ++length) {
    const char* const middle = digits.data() + length;
    int code = 0;
    std::from_chars(digits.data(), middle, code);
    if (!IsCallingCode(code)) continue;
    std::uint64_t national = 0;
    std::from_chars(middle, digits.data() + digits.size(), national);
    PhoneNumber number;
    number.set_country_code(code);
    number.set_national_number(national);
    const std::size_t first = digits.find_first_not_of('0', length);
    const std::size_t zeros =
        std::min(first, digits.size() - 1) - length;  // 0 alone is a number.
    if (zeros > 0) number.set_italian_leading_zero(true);
    if (zeros > 1) number.set_number_of_leading_zeros(static_cast<int>(zeros));
    return number;
  }
  return std::nullopt;
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

}  // namespace

v1::RecipientFacts FactsOf(const v1::Notification& notification) {
  v1::RecipientFacts facts;
  if (notification.has_email()) {
    const std::string& to = notification.email().to();
    facts.set_email_domain(absl::AsciiStrToLower(to.substr(to.rfind('@') + 1)));
    return facts;
  }
  facts.set_country(std::string(kNoCountry));
  const auto number = NumberOf(notification.phone().recipient());
  if (!number) return facts;
  facts.set_country(CountryOf(*number));
  facts.set_calling_code(number->country_code());
  facts.set_number_type(TypeOfCallingCode(number->country_code()));
  if (facts.number_type() == v1::NUMBER_TYPE_UNSPECIFIED)
    facts.set_number_type(TypeInCountry(*number));
  return facts;
}

}  // namespace herald
