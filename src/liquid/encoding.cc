// SPDX-License-Identifier: Apache-2.0
#include "liquid/encoding.h"

#include "absl/strings/ascii.h"

namespace herald::liquid {
namespace {

bool IsUnreserved(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void AppendPercent(char c, std::string* out) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  *out += '%';
  *out += kDigits[byte >> 4];
  *out += kDigits[byte & 15];
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view HtmlEntity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

void AppendHtmlEscaped(std::string_view text, std::string* out) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view entity = HtmlEntity(text[i]);
    if (entity.empty()) continue;
    out->append(text.substr(begin, i - begin)).append(entity);
    begin = i + 1;
  }
  out->append(text.substr(begin));
}

void AppendXmlEscaped(std::string_view text, std::string* out) {
  std::string allowed;
  allowed.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\t' || c == '\n' || c == '\r') allowed += c;
  }
  AppendHtmlEscaped(allowed, out);
}

void AppendUrlEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (IsUnreserved(c)) {
      *out += c;
    } else {
      AppendPercent(c, out);
    }
  }
}

void AppendFormEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (IsUnreserved(c)) {
      *out += c;
    } else if (c == ' ') {
      *out += '+';
    } else {
      AppendPercent(c, out);
    }
  }
}

std::string FormUnescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : HexDigit(text[i + 2]);
    if (text[i] == '%' && low >= 0) {
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace herald::liquid
