// SPDX-License-Identifier: Apache-2.0
#include "liquid/concat.h"
#include "liquid/parser.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;

}  // namespace

// `include` and `render`.
bool Parser::ParsePartial(const Piece& tag, Tokenizer*, Body* parent) {
  parent->is_blank = false;
  PartialCall call;
  ExpressionParser parser = Inside(tag);
  const bool is_render = tag.tag == "render";
  if (is_render && parser.lexer().current().kind != TokenKind::kString) {
    return parser.Unexpected("the name of a partial in quotes");
  }
  if (!parser.ParseExpression(&call.partial) || !CheckPartialName(tag, call)) {
    return false;
  }
  const bool is_for = parser.lexer().current().IsWord("for");
  if (is_for || parser.lexer().current().IsWord("with")) {
    parser.lexer().Next();
    call.for_each = is_for;
    if (!parser.ParseExpression(&call.variable)) return false;
    // The words nil and false are as good as none.
    const Expression& variable = program_->expressions[call.variable];
    if (variable.kind == Expression::Kind::kLiteral &&
        !variable.literal.is_true()) {
      call.variable = kNone;
    }
  }
  if (parser.SkipWord("as")) {
    Token alias;
    if (!parser.Expect(TokenKind::kIdentifier, "a name behind `as`", &alias)) {
      return false;
    }
    call.alias = alias.text;
  }
  if (!parser.ParseNamedArguments(&call.arguments)) return false;
  program_->partial_calls.push_back(call);
  AddLeaf(is_render ? Node::Kind::kRender : Node::Kind::kInclude,
          static_cast<std::uint32_t>(program_->partial_calls.size() - 1), tag);
  return true;
}

bool Parser::CheckPartialName(const Piece& tag, const PartialCall& call) {
  const Expression& name = program_->expressions[call.partial];
  if (name.kind != Expression::Kind::kLiteral) return true;
  if (name.literal.is_string() && partials_ && partials_(name.literal.text())) {
    return true;
  }
  return Fail(tag.source.data(),
              name.literal.is_string()
                  ? Concat("there is no partial `",
                           name.literal.text().substr(0, 80), "`")
                  : "the name of a partial must be text");
}

}  // namespace herald::liquid
