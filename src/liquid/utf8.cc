// SPDX-License-Identifier: Apache-2.0
#include "liquid/utf8.h"

#include "absl/strings/ascii.h"

namespace herald::liquid {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

unsigned char ByteAt(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

// The smallest code point that needs a sequence of this size.
constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};

// Latin-1, Latin Extended-A, Greek and Cyrillic: the distance from a capital
// letter to its small one, 0 for any other character.
int DistanceToSmall(std::uint32_t c) {
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return 32;
  if (c >= 0x100 && c <= 0x137 && c != 0x130) return c % 2 == 0 ? 1 : 0;
  if (c >= 0x139 && c <= 0x148) return c % 2 == 1 ? 1 : 0;
  if (c >= 0x14a && c <= 0x177) return c % 2 == 0 ? 1 : 0;
  if (c == 0x178) return 0xff - 0x178;
  if (c >= 0x179 && c <= 0x17e) return c % 2 == 1 ? 1 : 0;
  if (c == 0x386) return 38;
  if (c >= 0x388 && c <= 0x38a) return 37;
  if (c == 0x38c) return 64;
  if (c == 0x38e || c == 0x38f) return 63;
  if (c >= 0x391 && c <= 0x3ab && c != 0x3a2) return 32;
  if (c >= 0x400 && c <= 0x40f) return 80;
  if (c >= 0x410 && c <= 0x42f) return 32;
  if (c >= 0x460 && c <= 0x481) return c % 2 == 0 ? 1 : 0;
  if (c >= 0x48a && c <= 0x4bf) return c % 2 == 0 ? 1 : 0;
  if (c >= 0x1e00 && c <= 0x1e95) return c % 2 == 0 ? 1 : 0;
  if (c >= 0x1ea0 && c <= 0x1eff) return c % 2 == 0 ? 1 : 0;
  return 0;
}

std::uint32_t Small(std::uint32_t c) { return c + DistanceToSmall(c); }

std::uint32_t Capital(std::uint32_t c) {
  if (c == 0xff) return 0x178;
  if (c == 0x3c2) return 0x3a3;
  for (const int distance : {1, 32, 80, 37, 38, 63, 64}) {
    const std::uint32_t capital = c - static_cast<std::uint32_t>(distance);
    if (distance <= static_cast<int>(c) &&
        DistanceToSmall(capital) == distance) {
      return capital;
    }
  }
  return c;
}

// What the letter becomes, and all else that it was.
template <typename Ascii, typename Other>
void AppendConverted(std::string_view text, Ascii ascii, Other other,
                     TextBuilder* out) {
  while (!text.empty()) {
    if (absl::ascii_isascii(static_cast<unsigned char>(text.front()))) {
      out->push_back(ascii(static_cast<unsigned char>(text.front())));
      text.remove_prefix(1);
      continue;
    }
    const Character character = FirstCharacter(text);
    CodePointBuffer buffer;
    out->append(character.is_valid
                    ? EncodeCodePoint(other(character.code_point), &buffer)
                    : text.substr(0, 1));
    text.remove_prefix(character.size);
  }
}

}  // namespace

Character FirstCharacter(std::string_view text) {
  const unsigned char lead = ByteAt(text, 0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const Character invalid = {kReplacement, 1, false};
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return invalid;
  std::uint32_t code_point = lead & (0xff >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((ByteAt(text, i) & 0xc0) != 0x80) return invalid;
    code_point = code_point << 6 | (ByteAt(text, i) & 0x3f);
  }
  const bool is_surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (code_point < kSmallest[size] || code_point > 0x10ffff || is_surrogate) {
    return invalid;
  }
  return {code_point, size, true};
}

std::size_t FirstCharacterSize(std::string_view text) {
  return FirstCharacter(text).size;
}

std::size_t CountCharacters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(FirstCharacterSize(text));
  return count;
}

std::string_view SubstringOfCharacters(std::string_view text, std::size_t start,
                                       std::size_t count) {
  for (; start > 0 && !text.empty(); --start) {
    text.remove_prefix(FirstCharacterSize(text));
  }
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) {
    rest.remove_prefix(FirstCharacterSize(rest));
  }
  return text.substr(0, text.size() - rest.size());
}

bool IsValidUtf8(std::string_view text) {
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    if (!character.is_valid) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

std::string_view EncodeCodePoint(std::uint32_t code_point,
                                 CodePointBuffer* buffer) {
  if (code_point < 0x80) {
    (*buffer)[0] = static_cast<char>(code_point);
    return {buffer->data(), 1};
  }
  const std::size_t size = code_point < 0x800     ? 2
                           : code_point < 0x10000 ? 3
                                                  : 4;
  const std::uint32_t lead = 0xf00u >> size & 0xff;
  for (std::size_t i = size - 1; i > 0; --i) {
    (*buffer)[i] = static_cast<char>(0x80 | (code_point & 0x3f));
    code_point >>= 6;
  }
  (*buffer)[0] = static_cast<char>(lead | code_point);
  return {buffer->data(), size};
}

void AppendUpper(std::string_view text, TextBuilder* out) {
  // The one letter that grows.
  constexpr std::string_view kSharpS = "\xc3\x9f";
  for (std::size_t at = text.find(kSharpS); at != std::string_view::npos;
       at = text.find(kSharpS)) {
    AppendConverted(text.substr(0, at), absl::ascii_toupper, Capital, out);
    out->append("SS");
    text.remove_prefix(at + kSharpS.size());
  }
  AppendConverted(text, absl::ascii_toupper, Capital, out);
}

void AppendLower(std::string_view text, TextBuilder* out) {
  AppendConverted(text, absl::ascii_tolower, Small, out);
}

}  // namespace herald::liquid
