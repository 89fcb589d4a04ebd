// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace herald {

// The longest sender name that networks carry, in characters (3GPP TS 23.040,
// 9.1.2.5: 11 septets).
inline constexpr std::size_t kMaxSenderNameCharacters = 11;

// Whether the sender of a text message is a name, such as `Example Co`, and
// not a number or a short code.
bool IsSenderName(std::string_view sender);

// The ISO 3166 code of the country of a phone number in international form, if
// sender names do not arrive there: networks refuse such messages or put a
// number in the name's place. Empty for all other countries and for what is no
// phone number. Any thread may call it.
std::string CountryWithoutSenderNames(std::string_view phone_number);

}  // namespace herald
