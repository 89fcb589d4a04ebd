// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// 1 to 63 lower-case letters, digits, `-` and `_`, beginning with a letter.
bool IsProviderName(std::string_view text);

// 1 to 63 letters, digits and underscores, not beginning with a digit.
bool IsVariableName(std::string_view text);

// `https://` and what may follow it, at most 512 bytes.
bool IsPageAddress(std::string_view text);

// 1 to 63 upper-case letters, digits and underscores.
bool IsReasonCode(std::string_view text);

// `ADDRESS:PORT`, where the address is a host name, an IPv4 address or an IPv6
// address in brackets.
bool IsListenAddress(std::string_view text);

// A domain name of ASCII labels, at most 253 characters.
bool IsAsciiDomain(std::string_view text);

// 1 to 63 letters, digits, dots and dashes.
bool IsDkimSelector(std::string_view text);

// Twilio's ids: two letters and 32 hexadecimal digits.
bool IsAccountSid(std::string_view text);
bool IsApiKeySid(std::string_view text);
bool IsVerifySid(std::string_view text);
bool IsTemplateSid(std::string_view text);
bool IsMessagingSid(std::string_view text);

}  // namespace herald
