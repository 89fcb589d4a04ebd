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

template <typename Ascii, typename Other>
std::string Convert(std::string_view text, Ascii ascii, Other other) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (absl::ascii_isascii(static_cast<unsigned char>(text.front()))) {
      out += ascii(static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
      continue;
    }
    const Character character = FirstCharacter(text);
    if (character.is_valid) {
      other(character.code_point, &out);
    } else {
      out += text.front();
    }
    text.remove_prefix(character.size);
  }
  return out;
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

void AppendCodePoint(std::uint32_t code_point, std::string* out) {
  if (code_point < 0x80) {
    *out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    *out += static_cast<char>(0xc0 | code_point >> 6);
    *out += static_cast<char>(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    *out += static_cast<char>(0xe0 | code_point >> 12);
    *out += static_cast<char>(0x80 | (code_point >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (code_point & 0x3f));
  } else {
    *out += static_cast<char>(0xf0 | code_point >> 18);
    *out += static_cast<char>(0x80 | (code_point >> 12 & 0x3f));
    *out += static_cast<char>(0x80 | (code_point >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (code_point & 0x3f));
  }
}

std::string ToUpper(std::string_view text) {
  return Convert(text, absl::ascii_toupper,
                 [](std::uint32_t c, std::string* out) {
                   // The one letter that grows.
                   if (c == 0xdf) return out->append("SS"), void();
                   AppendCodePoint(Capital(c), out);
                 });
}

std::string ToLower(std::string_view text) {
  return Convert(text, absl::ascii_tolower,
                 [](std::uint32_t c, std::string* out) {
                   AppendCodePoint(Small(c), out);
                 });
}

}  // namespace herald::liquid
