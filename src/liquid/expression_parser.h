// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "liquid/lexer.h"
#include "liquid/program.h"

namespace herald::liquid {

// The first error of a parse.
class ParseError {
 public:
  explicit ParseError(const Program* program) : program_(program) {}

  // Keeps the error if it is the first. `at` points into the program's source.
  // Always returns false.
  bool Set(const char* at, std::string_view message);
  const absl::Status& status() const { return status_; }

 private:
  const Program* program_;
  absl::Status status_;
};

// Parses what stands inside tags and outputs into a program. Each function
// returns false once the error is set.
class ExpressionParser {
 public:
  // `text` is a part of the program's source.
  ExpressionParser(std::string_view text, int max_nesting, Program* program,
                   ParseError* error)
      : lexer_(text),
        max_nesting_(max_nesting),
        program_(program),
        error_(error) {}

  Lexer& lexer() { return lexer_; }

  // A literal, variable or range.
  bool ParseExpression(ExpressionIndex* index);
  // An expression with filters, up to the end. Nothing at all means nil.
  bool ParseOutput(bool is_escaped, OutputIndex* index);
  // Comparisons linked by `and` and `or`, up to the end.
  bool ParseCondition(ConditionIndex* index);
  // `name: expression` with commas between them or not, up to the end.
  bool ParseNamedArguments(Slice* slice);

  bool Expect(Token::Kind kind, std::string_view what, Token* token = nullptr);
  // Skips the word if it comes next.
  bool SkipWord(std::string_view word);
  bool Skip(Token::Kind kind);
  bool ExpectEnd(std::string_view allowed);
  // The error that something else was expected at the current token.
  bool Unexpected(std::string_view expected);

  ExpressionIndex AddLiteral(Value value);

 private:
  bool ParseNumber(ExpressionIndex* index);
  bool ParseRange(ExpressionIndex* index);
  bool ParseVariable(ExpressionIndex* index);
  bool ParseLookups(Slice* slice);
  bool ParseFilter(FilterCall* call);
  bool ParseArguments(FilterCall* call);
  bool ParseComparison(Comparison* comparison);
  bool TakeWord(ExpressionIndex* index);
  Offset OffsetOf(const char* at) const;
  ExpressionIndex Add(Expression expression);

  Lexer lexer_;
  int max_nesting_;
  int nesting_ = 0;
  Program* program_;
  ParseError* error_;
};

}  // namespace herald::liquid
