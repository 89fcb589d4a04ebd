// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/twiml.h"

#include <fmt/format.h>

#include <algorithm>

namespace herald {
namespace {

std::size_t SequenceLength(unsigned char lead) {
  if (lead >= 0xF0) return 4;
  if (lead >= 0xE0) return 3;
  return lead >= 0xC0 ? 2 : 1;
}

// Control characters of Unicode, and the two that XML forbids besides.
bool IsRemoved(std::string_view character) {
  if (character.size() == 1) {
    const unsigned char c = character[0];
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  }
  if (character.size() == 2) {
    const unsigned char second = character[1];
    return character[0] == '\xC2' && second >= 0x80 && second < 0xA0;
  }
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

void AppendEscaped(std::string_view character, std::string* out) {
  if (character == "&") {
    out->append("&amp;");
  } else if (character == "<") {
    out->append("&lt;");
  } else if (character == ">") {
    out->append("&gt;");
  } else if (character == "\"") {
    out->append("&quot;");
  } else if (character == "'") {
    out->append("&apos;");
  } else {
    out->append(character);
  }
}

std::string EscapeXml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view character =
        text.substr(0, SequenceLength(text.front()));
    if (!IsRemoved(character)) AppendEscaped(character, &out);
    text.remove_prefix(character.size());
  }
  return out;
}

}  // namespace

std::string SpeakingTwiml(std::string_view text, std::string_view language) {
  const std::string attribute =
      language.empty() ? ""
                       : fmt::format(" language=\"{}\"", EscapeXml(language));
  return fmt::format("<Response><Say{}>{}</Say></Response>", attribute,
                     EscapeXml(text));
}

std::size_t CountCharacters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](unsigned char byte) {
    return (byte & 0xC0) != 0x80;
  });
}

}  // namespace herald
