// SPDX-License-Identifier: Apache-2.0
#include "liquid/lexer.h"

#include "absl/strings/ascii.h"
#include "liquid/concat.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;

bool StartsIdentifier(char c) { return absl::ascii_isalpha(c) || c == '_'; }

bool ContinuesIdentifier(char c) { return IsWordCharacter(c) || c == '-'; }

}  // namespace

bool IsSpace(char c) { return absl::ascii_isspace(c); }
bool IsDigit(char c) { return absl::ascii_isdigit(c); }
bool IsWordCharacter(char c) { return absl::ascii_isalnum(c) || c == '_'; }

std::string_view TrimLeft(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view TrimRight(std::string_view text) {
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view Trim(std::string_view text) {
  return TrimLeft(TrimRight(text));
}

Lexer::Lexer(std::string_view text)
    : next_(text.data()), end_(text.data() + text.size()) {
  current_ = Scan();
  following_ = Scan();
}

Token Lexer::Next() {
  const Token token = current_;
  current_ = following_;
  following_ = Scan();
  return token;
}

std::string_view Lexer::rest() const {
  return {current_.begin, static_cast<std::size_t>(end_ - current_.begin)};
}

Token Lexer::Scan() {
  while (next_ != end_ && IsSpace(*next_)) ++next_;
  if (next_ == end_)
    return {.kind = TokenKind::kEnd, .text = "", .begin = end_};
  const char c = *next_;
  Token token;
  if (StartsIdentifier(c)) {
    token = ScanIdentifier();
  } else if (IsDigit(c) ||
             (c == '-' && next_ + 1 != end_ && IsDigit(next_[1]))) {
    token = ScanNumber();
  } else if (c == '"' || c == '\'') {
    token = ScanString(c);
  } else {
    token = ScanSymbol();
  }
  previous_ = token.kind;
  return token;
}

Token Lexer::Make(TokenKind kind, std::size_t size) {
  const Token token{.kind = kind, .text = {next_, size}, .begin = next_};
  next_ += size;
  return token;
}

Token Lexer::ScanString(char quote) {
  const std::string_view rest(next_, static_cast<std::size_t>(end_ - next_));
  const std::size_t close = rest.find(quote, 1);
  if (close == std::string_view::npos) {
    return Make(TokenKind::kUnclosedString, rest.size());
  }
  Token token = Make(TokenKind::kString, close + 1);
  token.text = rest.substr(1, close - 1);
  return token;
}

Token Lexer::ScanNumber() {
  const char* at = next_ + 1;
  while (at != end_ && IsDigit(*at)) ++at;
  // `1..5` is a range and not a float.
  if (end_ - at >= 2 && *at == '.' && IsDigit(at[1])) {
    ++at;
    while (at != end_ && IsDigit(*at)) ++at;
  }
  return Make(TokenKind::kNumber, static_cast<std::size_t>(at - next_));
}

Token Lexer::ScanIdentifier() {
  const char* at = next_ + 1;
  while (at != end_ && ContinuesIdentifier(*at)) ++at;
  if (at != end_ && *at == '?') ++at;
  const Token token =
      Make(TokenKind::kIdentifier, static_cast<std::size_t>(at - next_));
  if (token.text == "contains" && previous_ != TokenKind::kDot) {
    return {.kind = TokenKind::kComparison,
            .text = token.text,
            .begin = token.begin};
  }
  return token;
}

Token Lexer::ScanSymbol() {
  const char second = end_ - next_ > 1 ? next_[1] : '\0';
  switch (*next_) {
    case '|':
      return Make(TokenKind::kPipe, 1);
    case '.':
      return second == '.' ? Make(TokenKind::kDotDot, 2)
                           : Make(TokenKind::kDot, 1);
    case ':':
      return Make(TokenKind::kColon, 1);
    case ',':
      return Make(TokenKind::kComma, 1);
    case '[':
      return Make(TokenKind::kOpenSquare, 1);
    case ']':
      return Make(TokenKind::kCloseSquare, 1);
    case '(':
      return Make(TokenKind::kOpenRound, 1);
    case ')':
      return Make(TokenKind::kCloseRound, 1);
    case '?':
      return Make(TokenKind::kQuestion, 1);
    case '-':
      return Make(TokenKind::kDash, 1);
    case '=':
      return second == '=' ? Make(TokenKind::kComparison, 2)
                           : Make(TokenKind::kAssign, 1);
    case '!':
      if (second == '=') return Make(TokenKind::kComparison, 2);
      break;
    case '<':
      return Make(TokenKind::kComparison,
                  second == '=' || second == '>' ? 2 : 1);
    case '>':
      return Make(TokenKind::kComparison, second == '=' ? 2 : 1);
    default:
      break;
  }
  const std::string_view rest(next_, static_cast<std::size_t>(end_ - next_));
  return Make(TokenKind::kUnknown, FirstCharacterSize(rest));
}

std::string Describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::kEnd:
      return "the end";
    case TokenKind::kUnclosedString:
      return "a string without its closing quote";
    case TokenKind::kString:
      return "a string";
    default:
      return Concat("`", token.text.substr(0, 40), "`");
  }
}

}  // namespace herald::liquid
