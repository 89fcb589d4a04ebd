// SPDX-License-Identifier: Apache-2.0
#include "telemetry/folded_text.h"

#include "absl/strings/ascii.h"

namespace herald {
namespace {

char Fold(char c) { return c == '+' ? ' ' : absl::ascii_tolower(c); }

// The value of a hexadecimal digit in lower case, or -1.
int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// Whether `text` ends in a percent-encoded byte; if so, which.
bool EndsEncoded(std::string_view text, char* byte) {
  if (text.size() < 3 || text[text.size() - 3] != '%') return false;
  const int high = HexValue(text[text.size() - 2]);
  const int low = HexValue(text[text.size() - 1]);
  if (high < 0 || low < 0) return false;
  *byte = static_cast<char>(high * 16 + low);
  return true;
}

}  // namespace

FoldedText::FoldedText(std::string_view text, Percent percent) {
  characters_.reserve(text.size());
  sources_.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    characters_ += Fold(text[i]);
    sources_.push_back({i, i + 1});
    char byte;
    while (percent == Percent::kDecode && EndsEncoded(characters_, &byte)) {
      const TextSpan source =
          Source(characters_.size() - 3, characters_.size());
      characters_.resize(characters_.size() - 2);
      sources_.resize(characters_.size());
      characters_.back() = Fold(byte);
      sources_.back() = source;
    }
  }
}

// Knuth, Morris and Pratt: `border[n]` is the length of the longest proper
// prefix of the pattern that its first n characters end in.
std::vector<std::size_t> FindAll(std::string_view text,
                                 std::string_view pattern) {
  std::vector<std::size_t> found;
  if (pattern.empty() || pattern.size() > text.size()) return found;
  std::vector<std::size_t> border(pattern.size() + 1, 0);
  for (std::size_t i = 1, matched = 0; i < pattern.size(); ++i) {
    while (matched > 0 && pattern[i] != pattern[matched]) {
      matched = border[matched];
    }
    if (pattern[i] == pattern[matched]) ++matched;
    border[i + 1] = matched;
  }
  for (std::size_t i = 0, matched = 0; i < text.size(); ++i) {
    while (matched > 0 &&
           (matched == pattern.size() || text[i] != pattern[matched])) {
      matched = border[matched];
    }
    if (text[i] == pattern[matched]) ++matched;
    if (matched == pattern.size()) found.push_back(i + 1 - matched);
  }
  return found;
}

}  // namespace herald
