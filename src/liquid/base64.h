// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace herald::liquid {

// RFC 4648, with `+/` or, safe in a URL, `-_`, and padding.
std::string EncodeBase64(std::string_view bytes, bool is_url_safe);

// Nothing if the text is not exactly base64. Safe in a URL takes either
// alphabet and does without padding.
std::optional<std::string> DecodeBase64(std::string_view text,
                                        bool is_url_safe);

}  // namespace herald::liquid
