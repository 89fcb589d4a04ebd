// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/body_encoding.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "providers/smtp/base64.h"

namespace herald {
namespace {

constexpr std::size_t kMaxPlainLine = 78;
constexpr std::size_t kMaxEncodedLine = 76;

std::string WithCrlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 32 + 2);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find_first_of("\r\n", begin);
    lines.append(text.substr(begin, end - begin));
    if (end == std::string_view::npos) break;
    lines += "\r\n";
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

// Whether a byte stands for itself in quoted-printable, save for a space or tab
// at the end of a line.
bool IsLiteral(unsigned char c) {
  return c == '\t' || (absl::ascii_isprint(c) && c != '=');
}

// What the lines of a text are like, which decides how they are sent.
struct BodyTraits {
  bool is_plain = true;
  std::size_t escaped = 0;
};

// Mail stores put a > before lines that begin with `From `, which breaks
// signatures.
BodyTraits Examine(std::string_view lines) {
  BodyTraits traits;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find("\r\n", begin), lines.size());
    const std::string_view line = lines.substr(begin, end - begin);
    if (line.size() > kMaxPlainLine || line.starts_with("From ") ||
        line.ends_with(' ') || line.ends_with('\t')) {
      traits.is_plain = false;
    }
    for (const unsigned char c : line) {
      if (IsLiteral(c)) continue;
      ++traits.escaped;
      if (c != '=') traits.is_plain = false;
    }
    begin = end + 2;
  }
  if (lines.find("=_") != std::string::npos) traits.is_plain = false;
  return traits;
}

void AppendQuotedLine(std::string_view line, std::string& out) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const unsigned char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool is_space = c == ' ' || c == '\t';
    const bool is_from = i == 0 && line.starts_with("From ");
    const bool is_literal = IsLiteral(c) && !(is_last && is_space) && !is_from;
    const std::size_t size = is_literal ? 1 : 3;
    // Room for the `=` of a soft line break, unless nothing follows.
    if (column + size > kMaxEncodedLine - (is_last ? 0 : 1)) {
      out += "=\r\n";
      column = 0;
    }
    if (is_literal) {
      out += static_cast<char>(c);
    } else {
      out += {'=', kDigits[c >> 4], kDigits[c & 15]};
    }
    column += size;
  }
}

std::string ToQuotedPrintable(std::string_view lines, std::size_t escaped) {
  std::string out;
  out.reserve(lines.size() + 2 * escaped + lines.size() / 16);
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find("\r\n", begin), lines.size());
    AppendQuotedLine(lines.substr(begin, end - begin), out);
    if (end < lines.size()) out += "\r\n";
    begin = end + 2;
  }
  return out;
}

std::string ToBase64Lines(std::string_view lines) {
  const std::string all = ToBase64(lines);
  std::string out;
  out.reserve(all.size() + all.size() / 32 + 2);
  for (std::size_t begin = 0; begin < all.size(); begin += kMaxEncodedLine) {
    if (begin > 0) out += "\r\n";
    out.append(all, begin, kMaxEncodedLine);
  }
  return out;
}

}  // namespace

EncodedBody EncodeBody(std::string_view text) {
  std::string lines = WithCrlf(text);
  const BodyTraits traits = Examine(lines);
  if (traits.is_plain) return {"7bit", std::move(lines)};
  if (lines.size() + 2 * traits.escaped <= lines.size() / 3 * 4) {
    return {"quoted-printable", ToQuotedPrintable(lines, traits.escaped)};
  }
  return {"base64", ToBase64Lines(lines)};
}

}  // namespace herald
