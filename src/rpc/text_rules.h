// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace herald {

// What validation asks about texts.

// Only characters that can be seen, in ASCII: no space, no control.
inline bool IsVisibleAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

// A login code, or none.
inline bool IsCodeOrEmpty(std::string_view text) {
  return text.size() <= 64 && IsVisibleAscii(text);
}

// What is said of a text that is not.
inline constexpr std::string_view kNoCode =
    "is not 1 to 64 visible ASCII characters";

// A character that ends or damages a header line.
inline bool HasLineBreakOrNul(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) !=
         std::string_view::npos;
}

// The number of characters of a text in UTF-8.
inline std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace herald
