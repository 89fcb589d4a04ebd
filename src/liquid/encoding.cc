// SPDX-License-Identifier: Apache-2.0
#include "liquid/encoding.h"

#include "absl/strings/ascii.h"

namespace herald::liquid {
namespace {

bool IsUnreserved(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void AppendPercent(char c, TextBuilder* out) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out->push_back('%');
  out->push_back(kDigits[byte >> 4]);
  out->push_back(kDigits[byte & 15]);
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

void AppendHtmlEscaped(std::string_view text, TextBuilder* out) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view entity = HtmlEntity(text[i]);
    if (entity.empty()) continue;
    out->append(text.substr(begin, i - begin));
    out->append(entity);
    begin = i + 1;
  }
  out->append(text.substr(begin));
}

void AppendXmlEscaped(std::string_view text, TextBuilder* out) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_allowed = static_cast<unsigned char>(c) >= 0x20 ||
                            c == '\t' || c == '\n' || c == '\r';
    if (is_allowed) continue;
    AppendHtmlEscaped(text.substr(begin, i - begin), out);
    begin = i + 1;
  }
  AppendHtmlEscaped(text.substr(begin), out);
}

void AppendUrlEscaped(std::string_view text, TextBuilder* out) {
  for (const char c : text) {
    if (IsUnreserved(c)) {
      out->push_back(c);
    } else {
      AppendPercent(c, out);
    }
  }
}

void AppendFormEscaped(std::string_view text, TextBuilder* out) {
  for (const char c : text) {
    if (IsUnreserved(c)) {
      out->push_back(c);
    } else if (c == ' ') {
      out->push_back('+');
    } else {
      AppendPercent(c, out);
    }
  }
}

void AppendFormUnescaped(std::string_view text, TextBuilder* out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : HexDigit(text[i + 2]);
    if (text[i] == '%' && low >= 0) {
      out->push_back(static_cast<char>(high << 4 | low));
      i += 2;
    } else {
      out->push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
}

}  // namespace herald::liquid
