// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace herald {

// OK if `text` is an address such as `jane@example.com`: RFC 5321 syntax with
// a dotted or quoted local part of at most 64 bytes and a domain name, at most
// 254 bytes in all. Unicode is allowed as RFC 6531 has it. INVALID_ARGUMENT
// says what is wrong and what is allowed, and never repeats the address.
absl::Status CheckEmailAddress(std::string_view text);

// OK if `text` is an address, or a display name and an address in angle
// brackets, such as `Jane Doe <jane@example.com>`; at most 512 bytes without
// line breaks. INVALID_ARGUMENT likewise.
absl::Status CheckMailbox(std::string_view text);

}  // namespace herald
