// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace herald {

// Appends `text`, which is UTF-8, as encoded words (RFC 2047): each after a
// space, at most 75 characters long, of whole characters, and on a line of at
// most 76. They are quoted-printable or base64, whichever is shorter. `column`
// is how much of the line is taken.
void AppendEncodedWords(std::string_view text, std::size_t column,
                        std::string& head);

}  // namespace herald
