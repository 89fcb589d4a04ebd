// SPDX-License-Identifier: Apache-2.0
#include "delivery/calling_code.h"

#include <phonenumbers/phonenumberutil.h>

#include <bitset>
#include <charconv>
#include <set>

namespace herald {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;

constexpr int kMaxCallingCode = 999;

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

}  // namespace

// No calling code begins with another one.
std::optional<NumberParts> SplitNumber(std::string_view digits) {
  for (std::size_t length = 1; length <= 3 && length < digits.size();
       ++length) {
    int code = 0;
    std::from_chars(digits.data(), digits.data() + length, code);
    if (IsCallingCode(code)) return NumberParts{code, digits.substr(length)};
  }
  return std::nullopt;
}

}  // namespace herald
