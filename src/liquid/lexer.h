// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace herald::liquid {

// A word of what stands inside a tag or output.
struct Token {
  enum class Kind : std::uint8_t {
    kEnd,
    kIdentifier,
    kString,
    kNumber,
    kComparison,
    kPipe,
    kDot,
    kDotDot,
    kColon,
    kComma,
    kOpenSquare,
    kCloseSquare,
    kOpenRound,
    kCloseRound,
    kQuestion,
    kDash,
    kAssign,
    kUnknown,
    kUnclosedString,
  };

  Kind kind = Kind::kEnd;
  // As written; of a string what is between the quotes.
  std::string_view text;
  // Where it begins.
  const char* begin = nullptr;

  bool IsWord(std::string_view word) const {
    return kind == Kind::kIdentifier && text == word;
  }
};

// Cuts the inside of a tag or output into tokens, one at a time, with one token
// to look ahead. Never fails: what it does not know is a token of its own.
class Lexer {
 public:
  explicit Lexer(std::string_view text);

  const Token& current() const { return current_; }
  const Token& following() const { return following_; }
  // Returns the current token and moves on.
  Token Next();
  // All text from the current token on.
  std::string_view rest() const;

 private:
  Token Scan();
  Token Make(Token::Kind kind, std::size_t size);
  Token ScanString(char quote);
  Token ScanNumber();
  Token ScanIdentifier();
  Token ScanSymbol();

  const char* next_;
  const char* end_;
  Token::Kind previous_ = Token::Kind::kEnd;
  Token current_;
  Token following_;
};

// How an error names the token.
std::string Describe(const Token& token);

bool IsSpace(char c);
bool IsDigit(char c);
bool IsWordCharacter(char c);
std::string_view TrimLeft(std::string_view text);
std::string_view TrimRight(std::string_view text);
std::string_view Trim(std::string_view text);

}  // namespace herald::liquid
