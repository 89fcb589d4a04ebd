// SPDX-License-Identifier: Apache-2.0
// The tags without a body, or with one that is not parsed.
#include <algorithm>
#include <array>

#include "liquid/concat.h"
#include "liquid/parser.h"
#include "liquid/text.h"

namespace herald::liquid {
namespace {

using TokenKind = Token::Kind;

// What `assign` may name: all that Shopify's takes, such as `a.b` or `123`.
bool BelongsToName(char c) {
  return IsWordCharacter(c) || c == '-' || c == '.' || c == '[' || c == ']' ||
         c == '(' || c == ')';
}

// Whether a line but the first begins with anything but `#`.
const char* FindBareLine(std::string_view body) {
  for (std::size_t at = body.find('\n'); at != std::string_view::npos;
       at = body.find('\n', at + 1)) {
    const std::string_view line = TrimLeft(body.substr(at));
    if (!line.empty() && line.front() != '#') return line.data();
  }
  return nullptr;
}

}  // namespace

const Parser::Tag* Parser::FindTag(std::string_view name) {
  static constexpr Tag kTags[] = {
      {"#", &Parser::ParseInlineComment},
      {"assign", &Parser::ParseAssign},
      {"break", &Parser::ParseInterrupt},
      {"capture", &Parser::ParseCapture},
      {"case", &Parser::ParseCase},
      {"comment", &Parser::ParseComment},
      {"continue", &Parser::ParseInterrupt},
      {"cycle", &Parser::ParseCycle},
      {"decrement", &Parser::ParseIncrement},
      {"doc", &Parser::ParseDoc},
      {"echo", &Parser::ParseEcho},
      {"for", &Parser::ParseFor},
      {"if", &Parser::ParseIf},
      {"ifchanged", &Parser::ParseIfChanged},
      {"include", &Parser::ParsePartial},
      {"increment", &Parser::ParseIncrement},
      {"liquid", &Parser::ParseLiquid},
      {"raw", &Parser::ParseRaw},
      {"render", &Parser::ParsePartial},
      {"tablerow", &Parser::ParseTableRow},
      {"unless", &Parser::ParseIf},
  };
  const auto* found =
      std::find_if(std::begin(kTags), std::end(kTags),
                   [name](const Tag& tag) { return tag.name == name; });
  return found == std::end(kTags) ? nullptr : found;
}

bool Parser::TakeName(const Piece& tag, std::string_view text,
                      std::string_view* name) {
  *name = Trim(text);
  const auto* bad = std::find_if_not(name->begin(), name->end(), BelongsToName);
  if (!name->empty() && bad == name->end()) return true;
  return Fail(
      name->empty() ? tag.source.data() : bad,
      Concat("`", tag.tag, "` needs a name of letters, digits and `_-.`"));
}

bool Parser::ParseAssign(const Piece& tag, Tokenizer*, Body*) {
  const std::size_t equals = tag.body.find('=');
  if (equals == std::string_view::npos) {
    return Fail(tag.source.data(), "`assign` needs `name = value`");
  }
  Assignment assignment;
  Piece value = tag;
  value.body = tag.body.substr(equals + 1);
  if (!TakeName(tag, tag.body.substr(0, equals), &assignment.name) ||
      !Inside(value).ParseOutput(false, &assignment.output)) {
    return false;
  }
  program_->assignments.push_back(assignment);
  AddLeaf(Node::Kind::kAssign,
          static_cast<std::uint32_t>(program_->assignments.size() - 1), tag);
  return true;
}

bool Parser::ParseEcho(const Piece& tag, Tokenizer*, Body* parent) {
  parent->is_blank = false;
  OutputIndex output = kNone;
  if (!Inside(tag).ParseOutput(program_->escape != Escape::kNone, &output)) {
    return false;
  }
  AddLeaf(Node::Kind::kOutput, output, tag);
  return true;
}

bool Parser::ParseIncrement(const Piece& tag, Tokenizer*, Body* parent) {
  parent->is_blank = false;
  Assignment counter;
  if (!TakeName(tag, tag.body, &counter.name)) return false;
  program_->assignments.push_back(counter);
  AddLeaf(
      tag.tag == "increment" ? Node::Kind::kIncrement : Node::Kind::kDecrement,
      static_cast<std::uint32_t>(program_->assignments.size() - 1), tag);
  return true;
}

bool Parser::ParseInterrupt(const Piece& tag, Tokenizer*, Body* parent) {
  parent->is_blank = false;
  AddLeaf(tag.tag == "break" ? Node::Kind::kBreak : Node::Kind::kContinue,
          kNone, tag);
  return NoArguments(tag);
}

bool Parser::ParseCycle(const Piece& tag, Tokenizer*, Body* parent) {
  parent->is_blank = false;
  Cycle cycle;
  ExpressionParser parser = Inside(tag);
  std::vector<ExpressionIndex> values(1, kNone);
  if (!parser.ParseExpression(&values[0])) return false;
  if (parser.Skip(TokenKind::kColon)) {
    cycle.name = values[0];
    if (!parser.ParseExpression(&values[0])) return false;
  }
  while (parser.Skip(TokenKind::kComma) &&
         parser.lexer().current().kind != TokenKind::kEnd) {
    values.push_back(kNone);
    if (!parser.ParseExpression(&values.back())) return false;
  }
  if (!parser.ExpectEnd("`,` and a value, or the end")) return false;
  // The word nil does not count.
  std::erase_if(values, [this](ExpressionIndex index) {
    const Expression& value = program_->expressions[index];
    return value.kind == Expression::Kind::kLiteral && value.literal.is_nil();
  });
  if (cycle.name == kNone) cycle.text = CycleText(tag, values);
  auto& arguments = program_->arguments;
  cycle.values.begin = static_cast<std::uint32_t>(arguments.size());
  arguments.insert(arguments.end(), values.begin(), values.end());
  cycle.values.end = static_cast<std::uint32_t>(arguments.size());
  program_->cycles.push_back(cycle);
  AddLeaf(Node::Kind::kCycle,
          static_cast<std::uint32_t>(program_->cycles.size() - 1), tag);
  return true;
}

bool Parser::IsLiteral(const Expression& expression) const {
  const auto is_literal = [this](ExpressionIndex index) {
    return program_->expressions[index].kind == Expression::Kind::kLiteral;
  };
  if (expression.kind != Expression::Kind::kRange) {
    return expression.kind == Expression::Kind::kLiteral;
  }
  return is_literal(expression.first) && is_literal(expression.second);
}

// Cycles without a name go on together if they list the same literals. With a
// variable among them, each stands alone.
std::string_view Parser::CycleText(const Piece& tag,
                                   const std::vector<ExpressionIndex>& values) {
  std::string text = "literals";
  const auto append_key = [&text](const Value& literal) {
    StringText key(&text);
    AppendKey(literal, &key);
    key.Finish();
  };
  for (const ExpressionIndex value : values) {
    const Expression& expression = program_->expressions[value];
    if (!IsLiteral(expression)) {
      text = Concat("tag ", program_->name, " ",
                    tag.source.data() - program_->source.data());
      break;
    }
    text += ' ';
    append_key(expression.literal);
    if (expression.kind == Expression::Kind::kRange) {
      text += "range";
      append_key(program_->expressions[expression.first].literal);
      append_key(program_->expressions[expression.second].literal);
    }
  }
  program_->owned.push_back(std::move(text));
  return program_->owned.back();
}

bool Parser::ParseLiquid(const Piece& tag, Tokenizer*, Body* parent) {
  if (nesting_ >= options_.max_nesting) {
    return Fail(tag.source.data(),
                Concat("tags are nested deeper than ", options_.max_nesting));
  }
  ++nesting_;
  const bool trims_after = trims_next_text_;
  Tokenizer lines(tag.body, Tokenizer::Mode::kLines);
  const bool is_good = ParsePieces(&lines, tag, {}, parent);
  trims_next_text_ = trims_after;
  --nesting_;
  return is_good;
}

bool Parser::ParseRaw(const Piece& tag, Tokenizer* tokenizer, Body* parent) {
  Piece end;
  std::string_view body;
  if (!NoArguments(tag)) return false;
  if (tokenizer->mode() == Tokenizer::Mode::kLines ||
      !tokenizer->SkipTo("endraw", &end, &body)) {
    return Unclosed(tag);
  }
  trims_next_text_ = end.trims_after;
  if (body.empty()) return true;
  parent->is_blank = false;
  program_->texts.push_back(body);
  AddLeaf(Node::Kind::kText,
          static_cast<std::uint32_t>(program_->texts.size() - 1), tag);
  return true;
}

bool Parser::ParseDoc(const Piece& tag, Tokenizer* tokenizer, Body*) {
  Piece end;
  std::string_view body;
  if (!NoArguments(tag)) return false;
  if (tokenizer->mode() == Tokenizer::Mode::kLines ||
      !tokenizer->SkipTo("enddoc", &end, &body)) {
    return Unclosed(tag);
  }
  Tokenizer inside(body, Tokenizer::Mode::kDocument);
  Piece nested;
  std::string_view before;
  if (inside.SkipTo("doc", &nested, &before)) {
    return Fail(nested.source.data(), "`doc` is not allowed within `doc`");
  }
  trims_next_text_ = end.trims_after;
  return true;
}

bool Parser::ParseComment(const Piece& tag, Tokenizer* tokenizer, Body*) {
  int depth = 1;
  while (depth > 0) {
    Piece piece = tokenizer->Next();
    if (piece.kind == Piece::Kind::kEnd) return Unclosed(tag);
    std::string_view skipped;
    if (piece.tag == "comment") ++depth;
    if (piece.tag == "endcomment") --depth;
    if (piece.tag == "raw" && !tokenizer->SkipTo("endraw", &piece, &skipped)) {
      return Unclosed(piece);
    }
    trims_next_text_ = piece.trims_after;
  }
  return true;
}

bool Parser::ParseInlineComment(const Piece& tag, Tokenizer*, Body*) {
  const char* bare = FindBareLine(tag.body);
  if (bare == nullptr) return true;
  return Fail(bare, "each line of a `#` comment must begin with `#`");
}

}  // namespace herald::liquid
