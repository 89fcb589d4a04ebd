// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liquid/expression_parser.h"
#include "liquid/liquid.h"
#include "liquid/program.h"
#include "liquid/tokenizer.h"

namespace herald::liquid {

// Whether `include` and `render` may name this partial.
using PartialNames = std::function<bool(std::string_view name)>;

// Compiles a template or condition into a program.
class Parser {
 public:
  static absl::StatusOr<std::shared_ptr<Program>> ParseTemplate(
      std::string_view source, const ParseOptions& options,
      const PartialNames& partials);
  static absl::StatusOr<std::shared_ptr<Program>> ParseCondition(
      std::string_view source, const ParseOptions& options);

 private:
  // What is being parsed: the document or the inside of a block.
  struct Body {
    Slice nodes;
    // Nothing but white space and tags that print nothing.
    bool is_blank = true;
    // The tag that ended it.
    Piece end;
    // The last node if it is text, for `{%-`.
    std::uint32_t last_text = kNone;
  };
  using TagFunction = bool (Parser::*)(const Piece& tag, Tokenizer* tokenizer,
                                       Body* parent);
  // Tags that print something say so in Body::is_blank.
  struct Tag {
    std::string_view name;
    TagFunction parse;
  };

  Parser(const ParseOptions& options, const PartialNames& partials);

  static const Tag* FindTag(std::string_view name);

  bool ParseDocument();
  // Parses up to one of the tags in `ends`. `opening` is the tag of the block.
  bool ParseBody(Tokenizer* tokenizer, const Piece& opening,
                 std::span<const std::string_view> ends, Body* body);
  bool ParsePieces(Tokenizer* tokenizer, const Piece& opening,
                   std::span<const std::string_view> ends, Body* body);
  bool ParseTag(const Piece& tag, Tokenizer* tokenizer,
                std::span<const std::string_view> ends, Body* body);
  bool ParseOutputPiece(const Piece& piece, Body* body);
  void AddText(std::string_view text, Body* body);
  void TrimLastText(Body* body);
  void RemoveWhiteSpace(const Body& body);
  bool UnknownTag(const Piece& tag, const Piece& opening,
                  std::span<const std::string_view> ends);

  // Tags with a body.
  bool ParseIf(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseCase(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseFor(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseTableRow(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseCapture(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseIfChanged(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseComment(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseRaw(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseDoc(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseLiquid(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  // Tags without one.
  bool ParseAssign(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseEcho(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseIncrement(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseCycle(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseInterrupt(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParsePartial(const Piece& tag, Tokenizer* tokenizer, Body* parent);
  bool ParseInlineComment(const Piece& tag, Tokenizer* tokenizer, Body* parent);

  // Their parts.
  bool ParseBranch(const Piece& tag, std::vector<Branch>* branches);
  bool ParseWhen(const Piece& tag, ExpressionIndex subject,
                 std::vector<Branch>* branches);
  bool ParseLoopHead(ExpressionParser* parser, Loop* loop);
  bool ParseForArguments(ExpressionParser* parser, Loop* loop);
  bool ParseTableRowArguments(ExpressionParser* parser, Loop* loop);
  bool ParseLoopBodies(const Piece& tag, Tokenizer* tokenizer, Body* parent,
                       Loop* loop);
  bool CheckPartialName(const Piece& tag, const PartialCall& call);
  bool TakeName(const Piece& tag, std::string_view text,
                std::string_view* name);
  std::string_view CycleText(const Piece& tag,
                             const std::vector<ExpressionIndex>& values);
  bool IsLiteral(const Expression& expression) const;
  bool Unclosed(const Piece& opening);
  bool NoArguments(const Piece& tag);

  // A node whose children are to follow; Close() it behind the last of them.
  std::uint32_t Open(Node::Kind kind, std::uint32_t operand, const Piece& tag);
  void Close(std::uint32_t node);
  void AddLeaf(Node::Kind kind, std::uint32_t operand, const Piece& tag);
  std::uint32_t AddChoice(const std::vector<Branch>& branches);
  ExpressionParser Inside(const Piece& piece);
  bool Fail(const char* at, std::string_view message);

  const ParseOptions& options_;
  const PartialNames& partials_;
  std::shared_ptr<Program> program_;
  ParseError error_;
  int nesting_ = 0;
  // The last tag or output ended in `-%}`.
  bool trims_next_text_ = false;
};

}  // namespace herald::liquid
