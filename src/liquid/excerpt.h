// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace herald::liquid {

// Source text as an error shows it: on one line, and harmless to a terminal.

// At most this many characters; tabs are spaces, other control characters and
// invalid bytes U+FFFD.
std::string Shown(std::string_view text, std::size_t max_characters);

// A line end, the line of `source` that holds the byte at `offset`, and a mark
// below that byte, both indented. Of a long line, what stands around it.
std::string Excerpt(std::string_view source, std::size_t offset);

}  // namespace herald::liquid
