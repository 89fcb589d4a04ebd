// SPDX-License-Identifier: Apache-2.0
// The tags that choose, capture or compare what is within them.
#include <utility>

#include <array>

#include "liquid/parser.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;

}  // namespace

std::uint32_t Parser::AddChoice(const std::vector<Branch>& branches) {
  auto& all = program_->branches;
  const auto begin = static_cast<std::uint32_t>(all.size());
  all.insert(all.end(), branches.begin(), branches.end());
  program_->choices.push_back(
      {.begin = begin, .end = static_cast<std::uint32_t>(all.size())});
  return static_cast<std::uint32_t>(program_->choices.size() - 1);
}

// `if`, `unless` and what follows them up to their end.
bool Parser::ParseIf(const Piece& tag, Tokenizer* tokenizer, Body* parent) {
  const std::string_view end = tag.tag == "if" ? "endif" : "endunless";
  const std::array<std::string_view, 3> ends = {"elsif", "else", end};
  const std::uint32_t node = Open(Node::Kind::kIf, kNone, tag);
  std::vector<Branch> branches;
  std::vector<Body> bodies;
  bool is_blank = true;
  Piece opening = tag;
  while (opening.tag != end) {
    Body body;
    if (!ParseBranch(opening, &branches) ||
        !ParseBody(tokenizer, tag, ends, &body)) {
      return false;
    }
    branches.back().body = body.nodes;
    is_blank = is_blank && body.is_blank;
    opening = body.end;
    bodies.push_back(body);
  }
  if (is_blank) {
    for (const Body& body : bodies) RemoveWhiteSpace(body);
  }
  parent->is_blank = parent->is_blank && is_blank;
  program_->nodes[node].operand = AddChoice(branches);
  Close(node);
  return true;
}

bool Parser::ParseBranch(const Piece& tag, std::vector<Branch>* branches) {
  Branch branch;
  if (tag.tag == "else") {
    // Words behind `else` mean nothing, as in Shopify's.
    branch.kind = Branch::Kind::kElse;
  } else {
    if (tag.tag == "unless") branch.kind = Branch::Kind::kUnless;
    if (!Inside(tag).ParseCondition(&branch.condition)) return false;
  }
  branches->push_back(branch);
  return true;
}

bool Parser::ParseCase(const Piece& tag, Tokenizer* tokenizer, Body* parent) {
  static constexpr std::array<std::string_view, 3> kEnds = {"when", "else",
                                                            "endcase"};
  const std::uint32_t node = Open(Node::Kind::kCase, kNone, tag);
  ExpressionParser head = Inside(tag);
  ExpressionIndex subject = kNone;
  if (!head.ParseExpression(&subject) || !head.ExpectEnd("the end")) {
    return false;
  }
  // Only on the right of a comparison are `empty` and `blank` special words.
  Value& literal = program_->expressions[subject].literal;
  if (literal.kind() == Value::Kind::kEmpty ||
      literal.kind() == Value::Kind::kBlank) {
    literal = Value("");
  }
  std::vector<Branch> branches;
  std::vector<Body> bodies;
  Body body;  // What comes ahead of the first `when` is never printed.
  if (!ParseBody(tokenizer, tag, kEnds, &body)) return false;
  bool is_blank = body.is_blank;
  while (body.end.tag != "endcase") {
    const std::size_t first = branches.size();
    if (!ParseWhen(body.end, subject, &branches)) return false;
    body = Body();
    if (!ParseBody(tokenizer, tag, kEnds, &body)) return false;
    for (std::size_t i = first; i < branches.size(); ++i) {
      branches[i].body = body.nodes;
    }
    is_blank = is_blank && body.is_blank;
    bodies.push_back(body);
  }
  if (is_blank) {
    for (const Body& each : bodies) RemoveWhiteSpace(each);
  }
  parent->is_blank = parent->is_blank && is_blank;
  program_->nodes[node].operand = AddChoice(branches);
  Close(node);
  return true;
}

// Each alternative of a `when` is a branch of its own: a body whose `when`
// matches twice is printed twice.
bool Parser::ParseWhen(const Piece& tag, ExpressionIndex subject,
                       std::vector<Branch>* branches) {
  if (tag.tag == "else") {
    branches->push_back({.kind = Branch::Kind::kElse});
    return NoArguments(tag);
  }
  ExpressionParser parser = Inside(tag);
  do {
    Comparison comparison;
    comparison.left = subject;
    comparison.op = Comparison::Operator::kEqual;
    comparison.offset =
        static_cast<Offset>(tag.source.data() - program_->source.data());
    if (!parser.ParseExpression(&comparison.right)) return false;
    program_->comparisons.push_back(comparison);
    branches->push_back({.condition = static_cast<ConditionIndex>(
                             program_->comparisons.size() - 1)});
  } while (parser.Skip(TokenKind::kComma) || parser.SkipWord("or"));
  // What follows else is ignored, as in Shopify's.
  return true;
}

bool Parser::ParseCapture(const Piece& tag, Tokenizer* tokenizer,
                          Body* /*parent*/) {
  static constexpr std::array<std::string_view, 1> kEnds = {"endcapture"};
  Assignment capture;
  std::string_view name = Trim(tag.body);
  if (name.size() >= 2 && (name[0] == '\'' || name[0] == '"') &&
      name.back() == name[0]) {
    name = name.substr(1, name.size() - 2);
  }
  if (!TakeName(tag, name, &capture.name)) return false;
  const std::uint32_t node = Open(Node::Kind::kCapture, kNone, tag);
  Body body;
  if (!ParseBody(tokenizer, tag, kEnds, &body)) return false;
  capture.body = body.nodes;
  program_->assignments.push_back(capture);
  program_->nodes[node].operand =
      static_cast<std::uint32_t>(program_->assignments.size() - 1);
  Close(node);
  return true;
}

bool Parser::ParseIfChanged(const Piece& tag, Tokenizer* tokenizer,
                            Body* parent) {
  static constexpr std::array<std::string_view, 1> kEnds = {"endifchanged"};
  const std::uint32_t node = Open(Node::Kind::kIfChanged, kNone, tag);
  Body body;
  if (!ParseBody(tokenizer, tag, kEnds, &body)) return false;
  parent->is_blank = parent->is_blank && body.is_blank;
  Close(node);
  return true;
}

}  // namespace herald::liquid
