// SPDX-License-Identifier: Apache-2.0
#include "delivery/sms_text.h"

#include "liquid/utf8.h"

namespace herald {
namespace {

// 3GPP TS 23.038 section 6.2.1, in its order and without the escape at 0x1b.
// The capital Ç at 0x09 is the standard's own.
constexpr std::u32string_view kDefaultAlphabet =
    U"@£$¥èéùìòÇ\nØø\rÅå"
    U"Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    U" !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(kDefaultAlphabet.size() == 127);

// Section 6.2.1.1: an escape and one septet each.
constexpr std::u32string_view kExtensionTable = U"\f^{}\\[~]|€";

// U+FFFD in UTF-8.
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// How many units each message holds.
struct Capacity {
  std::size_t alone = 0;

  // With the header of 6 bytes that joins several (TS 23.040, 9.2.3.24.1).
  std::size_t joined = 0;
};

constexpr Capacity kGsm7Capacity = {160, 153};
constexpr Capacity kUcs2Capacity = {70, 67};

// 0 if GSM-7 lacks the character.
std::size_t Septets(char32_t character) {
  if (kDefaultAlphabet.find(character) != std::u32string_view::npos) return 1;
  return kExtensionTable.find(character) != std::u32string_view::npos ? 2 : 0;
}

std::size_t CodeUnits(char32_t character) {
  return character < 0x10000 ? 1 : 2;
}

// Calls `visit` with each character until it returns false.
template <typename Visit>
void ForEachCharacter(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const liquid::Character character = liquid::FirstCharacter(text);
    const std::string_view written = text.substr(0, character.size);
    if (!visit(char32_t{character.code_point},
               character.is_valid ? written : kReplacement)) {
      return;
    }
    text.remove_prefix(character.size);
  }
}

// Finds what forces UCS-2, if anything does.
void ChooseEncoding(std::string_view text, SmsSegments* result) {
  std::size_t position = 0;
  ForEachCharacter(text, [&](char32_t character, std::string_view written) {
    if (Septets(character) != 0) {
      ++position;
      return true;
    }
    result->encoding = SmsEncoding::kUcs2;
    result->ucs2_character = written;
    result->ucs2_position = position;
    return false;
  });
}

}  // namespace

SmsSegments CountSmsSegments(std::string_view text) {
  SmsSegments result;
  ChooseEncoding(text, &result);
  const bool is_gsm7 = result.encoding == SmsEncoding::kGsm7;
  const Capacity capacity = is_gsm7 ? kGsm7Capacity : kUcs2Capacity;
  std::size_t free = 0;
  ForEachCharacter(text, [&](char32_t character, std::string_view) {
    const std::size_t size =
        is_gsm7 ? Septets(character) : CodeUnits(character);
    result.units += size;
    if (size > free) {
      ++result.segments;
      free = capacity.joined;
    }
    free -= size;
    return true;
  });
  if (result.units > 0 && result.units <= capacity.alone) result.segments = 1;
  return result;
}

}  // namespace herald
