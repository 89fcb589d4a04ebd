// SPDX-License-Identifier: Apache-2.0
#include "liquid/expression_parser.h"

#include <algorithm>
#include <charconv>

#include "absl/container/inlined_vector.h"
#include "liquid/concat.h"
#include "liquid/excerpt.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;

constexpr std::string_view kExpression = "a variable, string, number or range";

}  // namespace

bool ParseError::Set(const char* at, std::string_view message) {
  if (status_.ok()) {
    const auto offset = static_cast<Offset>(at - program_->source.data());
    status_ = absl::InvalidArgumentError(Concat(
        program_->Place(offset), message, Excerpt(program_->source, offset)));
  }
  return false;
}

Offset ExpressionParser::OffsetOf(const char* at) const {
  return static_cast<Offset>(at - program_->source.data());
}

ExpressionIndex ExpressionParser::Add(Expression expression) {
  program_->expressions.push_back(expression);
  return static_cast<ExpressionIndex>(program_->expressions.size() - 1);
}

ExpressionIndex ExpressionParser::AddLiteral(Value value) {
  Expression expression;
  expression.literal = value;
  return Add(expression);
}

bool ExpressionParser::Unexpected(std::string_view expected) {
  const Token& token = lexer_.current();
  return error_->Set(
      token.begin,
      Concat(Describe(token), " is not allowed here; expected ", expected));
}

bool ExpressionParser::Expect(TokenKind kind, std::string_view what,
                              Token* token) {
  if (lexer_.current().kind != kind) return Unexpected(what);
  const Token taken = lexer_.Next();
  if (token != nullptr) *token = taken;
  return true;
}

bool ExpressionParser::ExpectEnd(std::string_view allowed) {
  return lexer_.current().kind == TokenKind::kEnd || Unexpected(allowed);
}

bool ExpressionParser::SkipWord(std::string_view word) {
  if (!lexer_.current().IsWord(word)) return false;
  lexer_.Next();
  return true;
}

bool ExpressionParser::Skip(TokenKind kind) {
  if (lexer_.current().kind != kind) return false;
  lexer_.Next();
  return true;
}

bool ExpressionParser::ParseExpression(ExpressionIndex* index) {
  if (nesting_ >= max_nesting_) {
    return error_->Set(
        lexer_.current().begin,
        Concat("brackets are nested deeper than ", max_nesting_));
  }
  ++nesting_;
  bool is_good = false;
  switch (lexer_.current().kind) {
    case TokenKind::kString:
      *index = AddLiteral(Value(lexer_.Next().text));
      is_good = true;
      break;
    case TokenKind::kNumber:
      is_good = ParseNumber(index);
      break;
    case TokenKind::kOpenRound:
      is_good = ParseRange(index);
      break;
    case TokenKind::kIdentifier:
      is_good = TakeWord(index) || ParseVariable(index);
      break;
    case TokenKind::kOpenSquare:
      is_good = ParseVariable(index);
      break;
    default:
      is_good = Unexpected(kExpression);
  }
  --nesting_;
  return is_good;
}

bool ExpressionParser::ParseNumber(ExpressionIndex* index) {
  const Token token = lexer_.Next();
  const char* end = token.text.data() + token.text.size();
  if (token.text.find('.') != std::string_view::npos) {
    double number = 0;
    std::from_chars(token.text.data(), end, number);
    *index = AddLiteral(Value(number));
    return true;
  }
  std::int64_t number = 0;
  if (std::from_chars(token.text.data(), end, number).ec != std::errc()) {
    return error_->Set(token.begin,
                       "the integer is too large; 64 bits are allowed");
  }
  *index = AddLiteral(Value(number));
  return true;
}

bool ExpressionParser::ParseRange(ExpressionIndex* index) {
  lexer_.Next();
  Expression range;
  range.kind = Expression::Kind::kRange;
  if (!ParseExpression(&range.first) ||
      !Expect(TokenKind::kDotDot, "`..` within a range") ||
      !ParseExpression(&range.second) ||
      !Expect(TokenKind::kCloseRound, "`)` at the end of a range")) {
    return false;
  }
  *index = Add(range);
  return true;
}

// Words that are values, unless they begin a path.
bool ExpressionParser::TakeWord(ExpressionIndex* index) {
  const TokenKind following = lexer_.following().kind;
  if (following == TokenKind::kDot || following == TokenKind::kOpenSquare)
    return false;
  const std::string_view word = lexer_.current().text;
  Value value;
  if (word == "true" || word == "false") {
    value = Value(word == "true");
  } else if (word == "empty") {
    value = Value::Word(Value::Kind::kEmpty);
  } else if (word == "blank") {
    value = Value::Word(Value::Kind::kBlank);
  } else if (word != "nil" && word != "null") {
    return false;
  }
  lexer_.Next();
  *index = AddLiteral(value);
  return true;
}

bool ExpressionParser::ParseVariable(ExpressionIndex* index) {
  Expression variable;
  variable.kind = Expression::Kind::kVariable;
  const char* begin = lexer_.current().begin;
  if (lexer_.current().kind == TokenKind::kIdentifier) {
    variable.name = lexer_.Next().text;
  } else {
    lexer_.Next();
    if (!ParseExpression(&variable.first) ||
        !Expect(TokenKind::kCloseSquare, "`]`")) {
      return false;
    }
  }
  if (!ParseLookups(&variable.lookups)) return false;
  const auto size = static_cast<std::size_t>(lexer_.current().begin - begin);
  variable.written = TrimRight({begin, size});
  variable.is_path =
      variable.first == kNone &&
      std::all_of(program_->lookups.begin() + variable.lookups.begin,
                  program_->lookups.begin() + variable.lookups.end,
                  [](const Lookup& lookup) { return lookup.key == kNone; });
  *index = Add(variable);
  return true;
}

bool ExpressionParser::ParseLookups(Slice* slice) {
  absl::InlinedVector<Lookup, 4> lookups;
  while (true) {
    Lookup lookup;
    if (Skip(TokenKind::kDot)) {
      Token name;
      // `contains` and the like are names behind a dot.
      if (!Expect(TokenKind::kIdentifier, "a name behind `.`", &name))
        return false;
      lookup.name = name.text;
    } else if (Skip(TokenKind::kOpenSquare)) {
      if (!ParseExpression(&lookup.key) ||
          !Expect(TokenKind::kCloseSquare, "`]`")) {
        return false;
      }
    } else {
      break;
    }
    lookups.push_back(lookup);
  }
  slice->begin = static_cast<std::uint32_t>(program_->lookups.size());
  program_->lookups.insert(program_->lookups.end(), lookups.begin(),
                           lookups.end());
  slice->end = static_cast<std::uint32_t>(program_->lookups.size());
  return true;
}

bool ExpressionParser::ParseNamedArguments(Slice* slice) {
  slice->begin = static_cast<std::uint32_t>(program_->named_arguments.size());
  Skip(TokenKind::kComma);
  while (lexer_.current().kind != TokenKind::kEnd) {
    Token name;
    NamedArgument argument;
    if (!Expect(TokenKind::kIdentifier, "`name: value`", &name) ||
        !Expect(TokenKind::kColon, "`:` behind the argument's name") ||
        !ParseExpression(&argument.expression)) {
      return false;
    }
    argument.name = name.text;
    program_->named_arguments.push_back(argument);
    Skip(TokenKind::kComma);
  }
  slice->end = static_cast<std::uint32_t>(program_->named_arguments.size());
  return true;
}

}  // namespace herald::liquid
