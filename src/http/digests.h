// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// What signatures of requests are made of.

// The SHA-256 of a text: 32 bytes.
std::string Sha256(std::string_view text);

// The HMAC-SHA-256 of a text: 32 bytes.
std::string HmacSha256(std::string_view key, std::string_view text);

// Bytes as lower-case hexadecimal digits.
std::string Hexadecimal(std::string_view bytes);

}  // namespace herald
