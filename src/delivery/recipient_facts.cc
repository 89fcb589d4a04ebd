// SPDX-License-Identifier: Apache-2.0
#include "delivery/recipient_facts.h"

#include <utility>

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "delivery/calling_code.h"
#include "delivery/number_blocks.h"

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::string_view kNoCountry = "001";
constexpr std::string_view kUnknownRegion = "ZZ";

// What a numbering plan says about a phone number.
struct NumberKind {
  // Two letters, or 001.
  std::string country;
  v1::NumberType type = v1::NUMBER_TYPE_UNSPECIFIED;
};

constexpr int kTypeBits = 4;
constexpr int kLetterBits = 5;
static_assert(v1::NumberType_ARRAYSIZE <= 1 << kTypeBits);
static_assert(kTypeBits + 2 * kLetterBits <= NumberBlocks::kFactBits);

constexpr std::uint32_t Low(int bits) { return (1U << bits) - 1; }

// The country's letters, 0 for 001, then the type.
std::uint32_t Pack(const NumberKind& kind) {
  std::uint32_t letters = 0;
  if (kind.country.size() == 2) {
    for (const char c : kind.country)
      letters =
          letters << kLetterBits | static_cast<std::uint32_t>(c - 'A' + 1);
  }
  return letters << kTypeBits | static_cast<std::uint32_t>(kind.type);
}

NumberKind Unpack(std::uint32_t facts) {
  const std::uint32_t letters = facts >> kTypeBits;
  NumberKind kind{std::string(kNoCountry),
                  static_cast<v1::NumberType>(facts & Low(kTypeBits))};
  if (letters != 0) {
    kind.country = {static_cast<char>('A' - 1 + (letters >> kLetterBits)),
                    static_cast<char>('A' - 1 + (letters & Low(kLetterBits)))};
  }
  return kind;
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
  if (const auto facts = known.Find(block)) return Unpack(*facts);
  NumberKind kind = AskPlan(parts);
  known.Put(block, Pack(kind));
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
  const auto parts = SplitNumber(digits);
  if (!parts) return facts;
  NumberKind kind = KindOf(digits, *parts);
  facts.set_country(std::move(kind.country));
  facts.set_calling_code(parts->calling_code);
  facts.set_number_type(kind.type);
  return facts;
}

}  // namespace herald
