// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "liquid/text_builder.h"

namespace herald::liquid {

// RFC 4648, with `+/` or, safe in a URL, `-_`, and padding.
void AppendBase64(std::string_view bytes, bool is_url_safe, TextBuilder* out);

// The way back. False if the text is not exactly base64. Safe in a URL takes
// either alphabet and does without padding.
bool AppendDecodedBase64(std::string_view text, bool is_url_safe,
                         TextBuilder* out);

}  // namespace herald::liquid
