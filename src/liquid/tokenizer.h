// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace herald::liquid {

// A piece of a template's source.
struct Piece {
  enum class Kind : std::uint8_t {
    kEnd,
    kText,
    kOutput,
    kTag,
    kUnclosedOutput,
    kUnclosedTag,
  };

  Kind kind = Kind::kEnd;
  // All of it as written.
  std::string_view source;
  // What is inside: the text, or what stands between the braces. Of a tag what
  // follows its name.
  std::string_view body;
  // A tag's name; empty if what stands there is no name.
  std::string_view tag;
  bool trims_before = false;
  bool trims_after = false;
};

// Cuts a template into text, outputs and tags, or the inside of a `liquid` tag
// into its lines, each a tag.
class Tokenizer {
 public:
  enum class Mode : std::uint8_t { kDocument, kLines };

  // With macros, `@@name@@` in the text is an output too.
  Tokenizer(std::string_view source, Mode mode, bool has_macros = false)
      : rest_(source), mode_(mode), has_macros_(has_macros) {}

  Piece Next();
  Mode mode() const { return mode_; }

  // Skips to behind the tag `{% name %}`, whatever comes before it. `body` is
  // what was skipped. False if there is none.
  bool SkipTo(std::string_view name, Piece* tag, std::string_view* body);

  // What is left, for the place of an error.
  std::string_view rest() const { return rest_; }

 private:
  Piece NextLine();
  Piece NextTag();
  Piece NextOutput();
  Piece NextText();
  Piece NextMacro();

  std::string_view rest_;
  Mode mode_;
  bool has_macros_;
};

}  // namespace herald::liquid
