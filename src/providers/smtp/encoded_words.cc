// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/encoded_words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "providers/smtp/base64.h"

namespace herald {
namespace {

constexpr std::size_t kMaxLine = 76;
// `=?utf-8?B?` and `?=`.
constexpr std::size_t kFrame = 12;
// The least that a word needs: a character of four bytes.
constexpr std::size_t kLeastRoom = 24;

// What may stand for itself even within a phrase (RFC 2047, section 5).
bool IsSafe(unsigned char c) {
  return absl::ascii_isalnum(c) || c == '!' || c == '*' || c == '+' ||
         c == '-' || c == '/';
}

std::size_t QuotedSize(std::string_view text) {
  std::size_t size = 0;
  for (const unsigned char c : text) size += IsSafe(c) || c == ' ' ? 1 : 3;
  return size;
}

std::size_t Base64Size(std::size_t size) { return (size + 2) / 3 * 4; }

std::string ToQuoted(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string quoted;
  for (const unsigned char c : text) {
    if (IsSafe(c)) {
      quoted += static_cast<char>(c);
    } else if (c == ' ') {
      quoted += '_';
    } else {
      quoted += {'=', kDigits[c >> 4], kDigits[c & 15]};
    }
  }
  return quoted;
}

// The size of the character that `text` begins with.
std::size_t FirstCharacter(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (text[size] & 0xC0) == 0x80) ++size;
  return size;
}

// The longest beginning of whole characters that fits into `room`.
std::string_view WhatFits(std::string_view text, bool is_base64,
                          std::size_t room) {
  std::size_t end = 0, size = 0;
  while (end < text.size()) {
    const std::size_t next = FirstCharacter(text.substr(end));
    size = is_base64 ? Base64Size(end + next)
                     : size + QuotedSize(text.substr(end, next));
    if (size > room && end > 0) break;
    end += next;
  }
  return text.substr(0, end);
}

}  // namespace

void AppendEncodedWords(std::string_view text, std::size_t column,
                        std::string& head) {
  const bool is_base64 = Base64Size(text.size()) < QuotedSize(text);
  while (!text.empty()) {
    if (column + 1 + kFrame + kLeastRoom > kMaxLine) {
      head += "\r\n";
      column = 0;
    }
    const std::size_t room = kMaxLine - column - 1 - kFrame;
    const std::string_view piece = WhatFits(text, is_base64, room);
    head += is_base64 ? " =?utf-8?B?" : " =?utf-8?Q?";
    head += is_base64 ? ToBase64(piece) : ToQuoted(piece);
    head += "?=";
    text.remove_prefix(piece.size());
    column = kMaxLine;
  }
}

}  // namespace herald
