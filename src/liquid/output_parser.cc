// SPDX-License-Identifier: Apache-2.0
// Filters and conditions, the two halves of ExpressionParser that stand on
// plain expressions.
#include "liquid/concat.h"
#include "liquid/expression_parser.h"
#include "liquid/filter.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;
using Operator = Comparison::Operator;

Operator OperatorOf(std::string_view text) {
  if (text == "==") return Operator::kEqual;
  if (text == "!=" || text == "<>") return Operator::kNotEqual;
  if (text == "<") return Operator::kLess;
  if (text == "<=") return Operator::kLessOrEqual;
  if (text == ">") return Operator::kGreater;
  if (text == ">=") return Operator::kGreaterOrEqual;
  return Operator::kContains;
}

std::string Allowed(const Filter& filter) {
  const int min = filter.min_arguments;
  const int max = filter.max_arguments;
  if (max == 0) return "no argument";
  if (min == max) return Concat(min, min == 1 ? " argument" : " arguments");
  return Concat(min, " to ", max, " arguments");
}

}  // namespace

bool ExpressionParser::ParseOutput(bool is_escaped, OutputIndex* index) {
  Output output;
  if (lexer_.current().kind == TokenKind::kEnd) {
    output.expression = AddLiteral(Value());
  } else if (!ParseExpression(&output.expression)) {
    return false;
  }
  output.filters.begin =
      static_cast<std::uint32_t>(program_->filter_calls.size());
  bool is_raw = false;
  while (Skip(TokenKind::kPipe)) {
    FilterCall call;
    if (!ParseFilter(&call)) return false;
    is_raw = IsRaw(*call.filter);
    program_->filter_calls.push_back(call);
  }
  output.filters.end =
      static_cast<std::uint32_t>(program_->filter_calls.size());
  if (!ExpectEnd("`|` and a filter, or the end")) return false;
  output.is_escaped = is_escaped && !is_raw;
  program_->outputs.push_back(output);
  *index = static_cast<OutputIndex>(program_->outputs.size() - 1);
  return true;
}

bool ExpressionParser::ParseFilter(FilterCall* call) {
  Token name;
  if (!Expect(TokenKind::kIdentifier, "the name of a filter", &name))
    return false;
  call->offset = OffsetOf(name.begin);
  call->filter = FindFilter(name.text);
  if (call->filter == nullptr) {
    return error_->Set(name.begin,
                       Concat("there is no filter `", name.text,
                              "`; docs/liquid.md lists all filters"));
  }
  if (Skip(TokenKind::kColon) && !ParseArguments(call)) return false;
  const std::uint32_t count = call->arguments.size();
  if (count < call->filter->min_arguments ||
      count > call->filter->max_arguments) {
    return error_->Set(name.begin,
                       Concat("`", name.text, "` has ", count,
                              count == 1 ? " argument" : " arguments",
                              "; it takes ", Allowed(*call->filter)));
  }
  return true;
}

bool ExpressionParser::ParseArguments(FilterCall* call) {
  auto& arguments = program_->arguments;
  call->arguments.begin = static_cast<std::uint32_t>(arguments.size());
  do {
    ExpressionIndex expression = kNone;
    if (lexer_.current().kind == TokenKind::kIdentifier &&
        lexer_.following().kind == TokenKind::kColon) {
      const Token name = lexer_.Next();
      lexer_.Next();
      if (name.text != "allow_false" || call->filter->name != "default") {
        return error_->Set(
            name.begin,
            Concat("`", call->filter->name, "` has no argument named `",
                   name.text, "`; only `default` has one, allow_false"));
      }
      if (!ParseExpression(&call->allow_false)) return false;
      continue;
    }
    if (!ParseExpression(&expression)) return false;
    arguments.push_back(expression);
  } while (Skip(TokenKind::kComma));
  call->arguments.end = static_cast<std::uint32_t>(arguments.size());
  return true;
}

bool ExpressionParser::ParseCondition(ConditionIndex* index) {
  auto& comparisons = program_->comparisons;
  *index = static_cast<ConditionIndex>(comparisons.size());
  while (true) {
    Comparison comparison;
    if (!ParseComparison(&comparison)) return false;
    if (SkipWord("and")) {
      comparison.link = Comparison::Link::kAnd;
    } else if (SkipWord("or")) {
      comparison.link = Comparison::Link::kOr;
    }
    comparisons.push_back(comparison);
    if (comparison.link == Comparison::Link::kEnd) break;
  }
  return ExpectEnd("`and`, `or`, one of == != < > <= >= contains, or the end");
}

bool ExpressionParser::ParseComparison(Comparison* comparison) {
  comparison->offset = OffsetOf(lexer_.current().begin);
  if (!ParseExpression(&comparison->left)) return false;
  if (lexer_.current().kind != TokenKind::kComparison) return true;
  comparison->op = OperatorOf(lexer_.Next().text);
  return ParseExpression(&comparison->right);
}

}  // namespace herald::liquid
