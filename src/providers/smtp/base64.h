// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace herald {

// RFC 4648, with `+/` and padding, in one line.
std::string ToBase64(std::string_view bytes);

// The way back; nothing if the text is not exactly that.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace herald
