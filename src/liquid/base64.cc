// SPDX-License-Identifier: Apache-2.0
#include "liquid/base64.h"

#include <cstdint>

namespace herald::liquid {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char Digit(std::uint32_t six_bits, bool is_url_safe) {
  const char c = kAlphabet[six_bits & 63];
  if (!is_url_safe) return c;
  return c == '+' ? '-' : c == '/' ? '_' : c;
}

}  // namespace

void AppendBase64(std::string_view bytes, bool is_url_safe, TextBuilder* out) {
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 |
             (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out->push_back(j <= count ? Digit(bits >> (18 - 6 * j), is_url_safe)
                                : '=');
    }
  }
}

bool AppendDecodedBase64(std::string_view text, bool is_url_safe,
                         TextBuilder* out) {
  std::size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  const std::size_t tail = text.size() % 4;
  const bool may_lack_padding = is_url_safe && padding == 0;
  if (tail == 1 || (!may_lack_padding && (text.size() + padding) % 4 != 0)) {
    return false;
  }
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (is_url_safe && c == '-') c = '+';
    if (is_url_safe && c == '_') c = '/';
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out->push_back(static_cast<char>(bits >> count & 0xff));
    }
  }
  // What is left over must be zero, or two texts would mean the same.
  return (bits & ((1u << count) - 1)) == 0;
}

}  // namespace herald::liquid
