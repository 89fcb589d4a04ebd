// SPDX-License-Identifier: Apache-2.0
#include "delivery/phone_number.h"

#include <fmt/format.h>
#include <phonenumbers/phonenumberutil.h>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "delivery/calling_code.h"
#include "delivery/number_blocks.h"

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kMaxNumberBytes = 40;
constexpr std::string_view kSeparators = " -.()/";
constexpr std::string_view kAllowed =
    "use the international form, for example +18085555555";

absl::Status Wrong(std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}; {}", what, kAllowed));
}

// The plus sign and the digits, or an error.
absl::StatusOr<std::string> StripSeparators(std::string_view text) {
  if (text.empty()) return Wrong("is required");
  if (text.size() > kMaxNumberBytes)
    return Wrong("is too long for a phone number");
  if (text[0] != '+') return Wrong("does not begin with a plus sign");
  std::string stripped = "+";
  for (const char c : text.substr(1)) {
    if (absl::ascii_isdigit(c)) {
      stripped += c;
    } else if (kSeparators.find(c) == std::string_view::npos) {
      return Wrong("holds a character that no phone number has");
    }
  }
  return stripped;
}

// The number in E.164, or what is wrong with it.
absl::StatusOr<std::string> AskPlan(const std::string& text) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(text, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return Wrong("is not a phone number of any country");
  switch (util.IsPossibleNumberWithReason(number)) {
    case PhoneNumberUtil::IS_POSSIBLE:
      break;
    case PhoneNumberUtil::TOO_SHORT:
      return Wrong("has too few digits for its country");
    case PhoneNumberUtil::TOO_LONG:
      return Wrong("has too many digits for its country");
    case PhoneNumberUtil::INVALID_COUNTRY_CODE:
      return Wrong("has a country code that does not exist");
    default:
      return Wrong("has a length that its country does not use");
  }
  std::string e164;
  util.Format(number, PhoneNumberUtil::E164, &e164);
  return e164;
}

}  // namespace

absl::StatusOr<std::string> NormalizePhoneNumber(std::string_view text) {
  const absl::StatusOr<std::string> stripped = StripSeparators(text);
  if (!stripped.ok()) return stripped.status();

  // Most callers give E.164 already, and asking the plan costs 10 us.
  static constinit NumberBlocks normal;
  const std::string_view digits = std::string_view(*stripped).substr(1);
  const auto parts = SplitNumber(digits);
  const std::uint64_t block =
      parts ? NumberBlocks::BlockOf(digits, parts->national.size()) : 0;
  if (block != 0 && normal.Find(block).has_value()) return stripped;
  absl::StatusOr<std::string> number = AskPlan(*stripped);
  if (block != 0 && number.ok() && *number == *stripped) normal.Put(block, 1);
  return number;
}

}  // namespace herald
