// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace herald {

// How the characters of a text message are encoded (3GPP TS 23.038).
enum class SmsEncoding {
  kGsm7,  // The 7-bit default alphabet with its extension table.
  kUcs2,  // UTF-16: for a text with a character that GSM-7 lacks.
};

// What a text takes as a text message.
struct SmsSegments {
  SmsEncoding encoding = SmsEncoding::kGsm7;

  // Septets of GSM-7, of which a character of the extension table takes two;
  // or UTF-16 code units.
  std::size_t units = 0;

  // One up to 160 septets or 70 code units; beyond that, each holds 153 or 67,
  // and a character of two units is never split between two. None for an empty
  // text, which nobody sends.
  std::size_t segments = 0;

  // The first character that GSM-7 lacks, in UTF-8, and its position in
  // characters from 0. Empty for kGsm7.
  std::string ucs2_character;
  std::size_t ucs2_position = 0;

  bool operator==(const SmsSegments&) const = default;
};

// Counts the segments of a text in UTF-8. A byte that is no part of a valid
// sequence counts as the character U+FFFD, which is what would be sent. Takes
// time in proportion to the text. Any thread may call it.
SmsSegments CountSmsSegments(std::string_view text);

}  // namespace herald
