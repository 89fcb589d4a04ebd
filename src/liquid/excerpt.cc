// SPDX-License-Identifier: Apache-2.0
#include "liquid/excerpt.h"

#include <algorithm>

#include "liquid/concat.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

constexpr std::size_t kMaxBefore = 60;
constexpr std::size_t kMaxCharacters = 100;
constexpr std::string_view kCut = "...";

bool IsControl(std::uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

}  // namespace

std::string Shown(std::string_view text, std::size_t max_characters) {
  std::string shown;
  for (std::size_t i = 0; i < max_characters && !text.empty(); ++i) {
    const Character character = FirstCharacter(text);
    if (text.front() == '\t') {
      shown += ' ';
    } else if (!character.is_valid || IsControl(character.code_point)) {
      shown += "\uFFFD";
    } else {
      shown += text.substr(0, character.size);
    }
    text.remove_prefix(character.size);
  }
  return shown;
}

std::string Excerpt(std::string_view source, std::size_t offset) {
  offset = std::min(offset, source.size());
  const std::string_view before = source.substr(0, offset);
  std::string_view line = source.substr(before.rfind('\n') + 1);
  const std::size_t column =
      CountCharacters(line.substr(0, offset - before.rfind('\n') - 1));
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t skipped = column > kMaxBefore ? column - kMaxBefore : 0;
  line.remove_prefix(SubstringOfCharacters(line, 0, skipped).size());
  const std::size_t shown =
      SubstringOfCharacters(line, 0, kMaxCharacters).size();
  const std::string_view head = skipped > 0 ? kCut : "";
  return Concat("\n    ", head, Shown(line, kMaxCharacters),
                shown < line.size() ? kCut : "", "\n    ",
                std::string(head.size() + column - skipped, ' '), "^");
}

}  // namespace herald::liquid
