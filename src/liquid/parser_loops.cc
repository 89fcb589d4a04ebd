// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "liquid/concat.h"
#include "liquid/parser.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;

}  // namespace

// `variable in collection`
bool Parser::ParseLoopHead(ExpressionParser* parser, Loop* loop) {
  Token variable;
  if (!parser->Expect(TokenKind::kIdentifier, "the name of the loop's variable",
                      &variable)) {
    return false;
  }
  if (!parser->SkipWord("in")) return parser->Unexpected("`in`");
  const char* begin = parser->lexer().current().begin;
  if (!parser->ParseExpression(&loop->collection)) return false;
  const char* end = parser->lexer().current().begin;
  loop->variable = variable.text;
  // The name is told apart by variable and collection.
  const std::string_view collection =
      TrimRight(std::string_view(begin, static_cast<std::size_t>(end - begin)));
  program_->owned.push_back(Concat(variable.text, "-", collection));
  loop->name = program_->owned.back();
  return true;
}

bool Parser::ParseFor(const Piece& tag, Tokenizer* tokenizer, Body* parent) {
  Loop loop;
  ExpressionParser parser = Inside(tag);
  if (!ParseLoopHead(&parser, &loop)) return false;
  loop.reversed = parser.SkipWord("reversed");
  if (!ParseForArguments(&parser, &loop)) return false;
  const std::uint32_t node = Open(Node::Kind::kFor, kNone, tag);
  if (!ParseLoopBodies(tag, tokenizer, parent, &loop)) return false;
  program_->loops.push_back(loop);
  program_->nodes[node].operand =
      static_cast<std::uint32_t>(program_->loops.size() - 1);
  Close(node);
  return true;
}

bool Parser::ParseForArguments(ExpressionParser* parser, Loop* loop) {
  static constexpr std::string_view kAllowed =
      "`reversed`, `limit: NUMBER`, `offset: NUMBER` or `offset: continue`";
  while (parser->lexer().current().kind != TokenKind::kEnd) {
    parser->Skip(TokenKind::kComma);
    const bool is_limit = parser->lexer().current().IsWord("limit");
    if (!is_limit && !parser->lexer().current().IsWord("offset")) {
      return parser->Unexpected(kAllowed);
    }
    parser->lexer().Next();
    if (!parser->Expect(TokenKind::kColon, "`:`")) return false;
    if (!is_limit && parser->SkipWord("continue")) {
      loop->continues = true;
    } else if (!parser->ParseExpression(is_limit ? &loop->limit
                                                 : &loop->offset)) {
      return false;
    }
  }
  return true;
}

bool Parser::ParseLoopBodies(const Piece& tag, Tokenizer* tokenizer,
                             Body* parent, Loop* loop) {
  static constexpr std::array<std::string_view, 2> kEnds = {"else", "endfor"};
  Body body;
  Body otherwise;
  if (!ParseBody(tokenizer, tag, kEnds, &body)) return false;
  if (body.end.tag == "else" &&
      !ParseBody(tokenizer, tag, std::span(kEnds).last(1), &otherwise)) {
    return false;
  }
  if (body.is_blank && otherwise.is_blank) {
    RemoveWhiteSpace(body);
    RemoveWhiteSpace(otherwise);
  } else {
    parent->is_blank = false;
  }
  loop->body = body.nodes;
  loop->otherwise = otherwise.nodes;
  return true;
}

bool Parser::ParseTableRow(const Piece& tag, Tokenizer* tokenizer,
                           Body* parent) {
  static constexpr std::array<std::string_view, 1> kEnds = {"endtablerow"};
  Loop loop;
  loop.is_table = true;
  ExpressionParser parser = Inside(tag);
  if (!ParseLoopHead(&parser, &loop) ||
      !ParseTableRowArguments(&parser, &loop)) {
    return false;
  }
  const std::uint32_t node = Open(Node::Kind::kTableRow, kNone, tag);
  Body body;
  if (!ParseBody(tokenizer, tag, kEnds, &body)) return false;
  parent->is_blank = parent->is_blank && body.is_blank;
  loop.body = body.nodes;
  program_->loops.push_back(loop);
  program_->nodes[node].operand =
      static_cast<std::uint32_t>(program_->loops.size() - 1);
  Close(node);
  return true;
}

bool Parser::ParseTableRowArguments(ExpressionParser* parser, Loop* loop) {
  static constexpr std::string_view kAllowed =
      "`cols: NUMBER`, `limit: NUMBER` or `offset: NUMBER`";
  // Shopify's takes `range` as well, which means nothing.
  ExpressionIndex ignored = kNone;
  while (true) {
    parser->Skip(TokenKind::kComma);
    if (parser->lexer().current().kind == TokenKind::kEnd) return true;
    const std::string_view name = parser->lexer().current().text;
    ExpressionIndex* target = name == "cols"     ? &loop->columns
                              : name == "limit"  ? &loop->limit
                              : name == "offset" ? &loop->offset
                              : name == "range"  ? &ignored
                                                 : nullptr;
    if (target == nullptr) return parser->Unexpected(kAllowed);
    parser->lexer().Next();
    if (!parser->Expect(TokenKind::kColon, "`:`") ||
        !parser->ParseExpression(target)) {
      return false;
    }
  }
}

}  // namespace herald::liquid
