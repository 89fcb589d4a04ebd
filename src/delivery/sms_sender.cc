// SPDX-License-Identifier: Apache-2.0
#include "delivery/sms_sender.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// Where two vendors agree that there are no sender names, whether registered or
// not. Left out is where they differ or where registering helps.
// https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-supported-countries.html
// https://help.twilio.com/articles/223133767-International-support-for-Alphanumeric-Sender-ID
constexpr std::string_view kWithoutSenderNames[] = {
    "AR", "BR", "CA", "CL", "CN", "CO", "CR", "DO", "EC",
    "GU", "KY", "NZ", "PR", "SV", "US", "UY", "VE",
};

}  // namespace

bool IsSenderName(std::string_view sender) {
  return std::ranges::any_of(sender, [](unsigned char c) {
    return absl::ascii_isalpha(c) || !absl::ascii_isascii(c);
  });
}

std::string CountryWithoutSenderNames(std::string_view phone_number) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(std::string(phone_number), "ZZ", &number) !=
      PhoneNumberUtil::NO_PARSING_ERROR) {
    return "";
  }
  std::string country;
  util.GetRegionCodeForNumber(number, &country);
  // A number of an area that is newer than the numbering plans known here.
  if (country == "ZZ") {
    util.GetRegionCodeForCountryCode(number.country_code(), &country);
  }
  const bool is_listed =
      std::ranges::find(kWithoutSenderNames, std::string_view(country)) !=
      std::end(kWithoutSenderNames);
  return is_listed ? country : "";
}

}  // namespace herald
