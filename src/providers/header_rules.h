// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// Describes a value that IsHeaderValue refuses.
inline constexpr std::string_view kNotAHeaderValue =
    "holds a line break or another control character, which a header field "
    "cannot carry";

// Whether `name` can name a header field: 1 to 128 of the characters that
// RFC 9110 calls a token.
bool IsHeaderName(std::string_view name);

// Whether `value` can stand in a header field: no control characters but tabs.
bool IsHeaderValue(std::string_view value);

// Whether the HTTP client sets this field itself, in any case.
bool IsClientHeader(std::string_view name);

}  // namespace herald
