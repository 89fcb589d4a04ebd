// SPDX-License-Identifier: Apache-2.0
#include "liquid/tokenizer.h"

#include <algorithm>

#include "liquid/lexer.h"

namespace herald::liquid {
namespace {

using PieceKind = Piece::Kind;

// The tag's name, which is a word or `#`; the rest is left in `body`.
std::string_view TakeTagName(std::string_view* body) {
  std::size_t size = 0;
  while (size < body->size() && IsWordCharacter((*body)[size])) ++size;
  if (size == 0 && body->starts_with('#')) size = 1;
  const std::string_view name = body->substr(0, size);
  body->remove_prefix(size);
  *body = TrimLeft(*body);
  return name;
}

// Cuts the braces and dashes off.
void OpenUp(Piece* piece) {
  std::string_view body = piece->source.substr(2, piece->source.size() - 4);
  if (body.starts_with('-')) {
    piece->trims_before = true;
    body.remove_prefix(1);
  }
  if (body.ends_with('-')) {
    piece->trims_after = true;
    body.remove_suffix(1);
  }
  piece->body = body;
}

bool IsBlankInLine(char c) { return c == ' ' || c == '\t'; }

// The size of the path that `text` begins with: words, which begin with a
// letter, and dots between them. 0 if there is none.
std::size_t PathSize(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && IsWordCharacter(text[size]) &&
         !IsDigit(text[size])) {
    while (size < text.size() &&
           (IsWordCharacter(text[size]) || text[size] == '-')) {
      ++size;
    }
    if (size == text.size() || text[size] != '.') return size;
    ++size;
  }
  return 0;
}

// The size of the macro that `text` begins with, its path in `path`; 0 if it is
// none.
std::size_t MacroSize(std::string_view text, std::string_view* path) {
  if (!text.starts_with("@@")) return 0;
  std::size_t begin = 2;
  while (begin < text.size() && IsBlankInLine(text[begin])) ++begin;
  *path = text.substr(begin, PathSize(text.substr(begin)));
  // The one word that is no name.
  if (path->empty() || path->substr(0, path->find('.')) == "contains") return 0;
  std::size_t end = begin + path->size();
  while (end < text.size() && IsBlankInLine(text[end])) ++end;
  return text.substr(end).starts_with("@@") ? end + 2 : 0;
}

// Where the first macro begins, or the end.
std::size_t FindMacro(std::string_view text) {
  std::string_view path;
  for (std::size_t at = text.find("@@"); at != std::string_view::npos;
       at = text.find("@@", at + 1)) {
    if (MacroSize(text.substr(at), &path) > 0) return at;
  }
  return text.size();
}

Piece MakeTag(std::string_view source) {
  Piece piece{.kind = PieceKind::kTag, .source = source, .body = {}, .tag = {}};
  if (source.size() < 4) {
    piece.kind = PieceKind::kUnclosedTag;
    return piece;
  }
  OpenUp(&piece);
  piece.body = TrimLeft(piece.body);
  piece.tag = TakeTagName(&piece.body);
  return piece;
}

}  // namespace

Piece Tokenizer::Next() {
  if (mode_ == Mode::kLines) return NextLine();
  if (rest_.empty()) return {};
  Piece piece = rest_.starts_with("{%")   ? NextTag()
                : rest_.starts_with("{{") ? NextOutput()
                : has_macros_             ? NextMacro()
                                          : NextText();
  rest_.remove_prefix(piece.source.size());
  return piece;
}

Piece Tokenizer::NextLine() {
  while (!rest_.empty()) {
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(rest_.size(), line.size() + 1));
    Piece piece{
        .kind = PieceKind::kTag, .source = Trim(line), .body = {}, .tag = {}};
    piece.body = piece.source;
    if (piece.source.empty()) continue;
    piece.tag = TakeTagName(&piece.body);
    return piece;
  }
  return {};
}

Piece Tokenizer::NextTag() {
  const std::size_t close = rest_.find("%}", 2);
  if (close == std::string_view::npos) {
    return {.kind = PieceKind::kUnclosedTag,
            .source = rest_,
            .body = {},
            .tag = {}};
  }
  return MakeTag(rest_.substr(0, close + 2));
}

Piece Tokenizer::NextOutput() {
  Piece piece{
      .kind = PieceKind::kOutput, .source = rest_, .body = {}, .tag = {}};
  for (std::size_t i = 2; i + 1 < rest_.size(); ++i) {
    const std::string_view two = rest_.substr(i, 2);
    if (two == "{%" || (two[0] == '}' && two[1] != '}')) break;
    if (two == "}}") {
      piece.source = rest_.substr(0, i + 2);
      OpenUp(&piece);
      return piece;
    }
  }
  piece.kind = PieceKind::kUnclosedOutput;
  piece.source = rest_.substr(0, rest_.find_first_of("}%", 2));
  return piece;
}

// A macro, or text up to one.
Piece Tokenizer::NextMacro() {
  std::string_view path;
  if (const std::size_t size = MacroSize(rest_, &path)) {
    return {.kind = PieceKind::kOutput,
            .source = rest_.substr(0, size),
            .body = path,
            .tag = {}};
  }
  Piece piece = NextText();
  piece.source = piece.source.substr(0, FindMacro(piece.source));
  piece.body = piece.source;
  return piece;
}

Piece Tokenizer::NextText() {
  std::size_t end = 0;
  while (end < rest_.size()) {
    end = rest_.find('{', end);
    if (end == std::string_view::npos) break;
    if (end + 1 < rest_.size() &&
        (rest_[end + 1] == '{' || rest_[end + 1] == '%')) {
      break;
    }
    ++end;
  }
  const std::string_view text = rest_.substr(0, end);
  return {.kind = PieceKind::kText, .source = text, .body = text, .tag = {}};
}

bool Tokenizer::SkipTo(std::string_view name, Piece* tag,
                       std::string_view* body) {
  const std::string_view all = rest_;
  for (std::size_t open = all.find("{%"); open != std::string_view::npos;
       open = all.find("{%", open + 2)) {
    rest_ = all.substr(open);
    *tag = NextTag();
    if (tag->kind == PieceKind::kUnclosedTag) break;
    if (tag->tag != name) continue;
    *body = all.substr(0, open);
    rest_.remove_prefix(tag->source.size());
    return true;
  }
  rest_ = {};
  return false;
}

}  // namespace herald::liquid
