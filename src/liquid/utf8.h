// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "liquid/text_builder.h"

namespace herald::liquid {

// Text is UTF-8. A byte that is no part of a valid sequence counts as one
// character.

// The size in bytes of the first character of a text that is not empty.
std::size_t FirstCharacterSize(std::string_view text);

// The code point of the first character and its size; U+FFFD if it is invalid.
struct Character {
  std::uint32_t code_point = 0;
  std::size_t size = 0;
  bool is_valid = true;
};
Character FirstCharacter(std::string_view text);

std::size_t CountCharacters(std::string_view text);

// `count` characters from the character `start` on, or as many as there are.
std::string_view SubstringOfCharacters(std::string_view text, std::size_t start,
                                       std::size_t count);

bool IsValidUtf8(std::string_view text);

// The code point in UTF-8, in the buffer.
using CodePointBuffer = std::array<char, 4>;
std::string_view EncodeCodePoint(std::uint32_t code_point,
                                 CodePointBuffer* buffer);

// Letters of the Latin, Greek and Cyrillic scripts change their case; all else
// stays as it is.
void AppendUpper(std::string_view text, TextBuilder* out);
void AppendLower(std::string_view text, TextBuilder* out);

}  // namespace herald::liquid
