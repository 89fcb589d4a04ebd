// SPDX-License-Identifier: Apache-2.0
#include "liquid/parser.h"

#include <utility>

#include <algorithm>

#include "liquid/concat.h"

namespace herald::liquid {
namespace {

std::string Listed(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    AppendAll(&list, list.empty() ? "" : " or ", word);
  }
  return list;
}

}  // namespace

Parser::Parser(const ParseOptions& options, const PartialNames& partials)
    : options_(options),
      partials_(partials),
      program_(std::make_shared<Program>()),
      error_(program_.get()) {
  program_->name = options.name;
  program_->escape = options.escape;
  if (options.partials != nullptr) {
    program_->partials = options.partials->programs();
  }
}

absl::StatusOr<std::shared_ptr<Program>> Parser::ParseTemplate(
    std::string_view source, const ParseOptions& options,
    const PartialNames& partials) {
  Parser parser(options, partials);
  parser.program_->source = source.substr(0, options.max_source_bytes + 1);
  if (!parser.ParseDocument()) return parser.error_.status();
  return std::move(parser.program_);
}

absl::StatusOr<std::shared_ptr<Program>> Parser::ParseCondition(
    std::string_view source, const ParseOptions& options) {
  const PartialNames none;
  Parser parser(options, none);
  std::string& kept = parser.program_->source;
  kept = source.substr(0, options.max_source_bytes + 1);
  ConditionIndex condition = kNone;
  if (kept.size() > options.max_source_bytes) {
    parser.Fail(kept.data(), Concat("the condition is longer than ",
                                    options.max_source_bytes, " bytes"));
  } else {
    ExpressionParser(kept, options.max_nesting, parser.program_.get(),
                     &parser.error_)
        .ParseCondition(&condition);
  }
  if (!parser.error_.status().ok()) return parser.error_.status();
  return std::move(parser.program_);
}

bool Parser::Fail(const char* at, std::string_view message) {
  return error_.Set(at, message);
}

bool Parser::ParseDocument() {
  const std::string& source = program_->source;
  if (source.size() > options_.max_source_bytes) {
    return Fail(source.data(), Concat("the template is longer than ",
                                      options_.max_source_bytes, " bytes"));
  }
  Tokenizer tokenizer(source, Tokenizer::Mode::kDocument, options_.macros);
  Body body;
  return ParseBody(&tokenizer, Piece(), {}, &body);
}

bool Parser::ParseBody(Tokenizer* tokenizer, const Piece& opening,
                       std::span<const std::string_view> ends, Body* body) {
  if (nesting_ >= options_.max_nesting) {
    return Fail(opening.source.data(),
                Concat("tags are nested deeper than ", options_.max_nesting));
  }
  ++nesting_;
  body->nodes.begin = static_cast<std::uint32_t>(program_->nodes.size());
  const bool is_good = ParsePieces(tokenizer, opening, ends, body);
  body->nodes.end = static_cast<std::uint32_t>(program_->nodes.size());
  --nesting_;
  return is_good;
}

bool Parser::ParsePieces(Tokenizer* tokenizer, const Piece& opening,
                         std::span<const std::string_view> ends, Body* body) {
  while (true) {
    const Piece piece = tokenizer->Next();
    switch (piece.kind) {
      case Piece::Kind::kEnd:
        return ends.empty() || Unclosed(opening);
      case Piece::Kind::kText:
        AddText(piece.body, body);
        break;
      case Piece::Kind::kUnclosedOutput:
        return Fail(piece.source.data(),
                    "the output is never closed; end it with }}");
      case Piece::Kind::kUnclosedTag:
        return Fail(piece.source.data(),
                    "the tag is never closed; end it with %}");
      case Piece::Kind::kOutput:
        if (!ParseOutputPiece(piece, body)) return false;
        break;
      case Piece::Kind::kTag:
        if (piece.trims_before) TrimLastText(body);
        if (tokenizer->mode() == Tokenizer::Mode::kDocument) {
          trims_next_text_ = piece.trims_after;
        }
        if (std::find(ends.begin(), ends.end(), piece.tag) != ends.end()) {
          body->end = piece;
          return true;
        }
        if (const Tag* tag = FindTag(piece.tag)) {
          body->last_text = kNone;
          if (!(this->*tag->parse)(piece, tokenizer, body)) return false;
          break;
        }
        return UnknownTag(piece, opening, ends);
    }
  }
}

void Parser::AddText(std::string_view text, Body* body) {
  if (std::exchange(trims_next_text_, false)) text = TrimLeft(text);
  if (text.empty()) return;
  if (!Trim(text).empty()) body->is_blank = false;
  body->last_text = static_cast<std::uint32_t>(program_->nodes.size());
  program_->texts.push_back(text);
  Piece place;
  place.source = text;
  AddLeaf(Node::Kind::kText,
          static_cast<std::uint32_t>(program_->texts.size() - 1), place);
}

void Parser::TrimLastText(Body* body) {
  if (body->last_text == kNone) return;
  std::string_view& text =
      program_->texts[program_->nodes[body->last_text].operand];
  text = TrimRight(text);
}

// Blocks that print nothing but white space print nothing at all.
void Parser::RemoveWhiteSpace(const Body& body) {
  auto& nodes = program_->nodes;
  for (std::uint32_t i = body.nodes.begin; i < body.nodes.end;
       i = nodes[i].end) {
    if (nodes[i].kind == Node::Kind::kText) {
      nodes[i].kind = Node::Kind::kNothing;
    }
  }
}

bool Parser::ParseOutputPiece(const Piece& piece, Body* body) {
  if (piece.trims_before) TrimLastText(body);
  trims_next_text_ = piece.trims_after;
  body->last_text = kNone;
  body->is_blank = false;
  OutputIndex output = kNone;
  if (!Inside(piece).ParseOutput(program_->escape != Escape::kNone, &output)) {
    return false;
  }
  AddLeaf(Node::Kind::kOutput, output, piece);
  return true;
}

bool Parser::UnknownTag(const Piece& tag, const Piece& opening,
                        std::span<const std::string_view> ends) {
  const char* at = tag.source.data();
  if (tag.tag.empty()) return Fail(at, "the tag has no name");
  if (ends.empty()) {
    return Fail(at, Concat("there is no tag `", tag.tag,
                           "` here; docs/liquid.md lists all tags"));
  }
  return Fail(at, Concat("there is no tag `", tag.tag, "` within `",
                         opening.tag, "`; that ends in ", Listed(ends)));
}

bool Parser::Unclosed(const Piece& opening) {
  const std::string_view tag = opening.tag;
  return Fail(opening.source.data(),
              Concat("`", tag, "` is never closed; end it with end", tag));
}

bool Parser::NoArguments(const Piece& tag) {
  if (Trim(tag.body).empty()) return true;
  return Fail(tag.body.data(), Concat("`", tag.tag, "` takes no arguments"));
}

ExpressionParser Parser::Inside(const Piece& piece) {
  return ExpressionParser(piece.body, options_.max_nesting, program_.get(),
                          &error_);
}

std::uint32_t Parser::Open(Node::Kind kind, std::uint32_t operand,
                           const Piece& tag) {
  const auto index = static_cast<std::uint32_t>(program_->nodes.size());
  const auto offset =
      static_cast<Offset>(tag.source.data() - program_->source.data());
  program_->nodes.push_back(
      {.kind = kind, .operand = operand, .end = index + 1, .offset = offset});
  return index;
}

void Parser::Close(std::uint32_t node) {
  program_->nodes[node].end =
      static_cast<std::uint32_t>(program_->nodes.size());
}

void Parser::AddLeaf(Node::Kind kind, std::uint32_t operand, const Piece& tag) {
  Open(kind, operand, tag);
}

}  // namespace herald::liquid
