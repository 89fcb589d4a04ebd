// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace herald {

// A part of a text, as offsets of its bytes.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const TextSpan&) const = default;
};

// A text made comparable: letters in lower case, a plus sign as a space (which
// it stands for in forms), and, if asked for, percent-encoding undone however
// often it was applied. Remembers where each character came from.
class FoldedText {
 public:
  enum class Percent { kKeep, kDecode };

  FoldedText(std::string_view text, Percent percent);

  // The folded characters.
  const std::string& characters() const { return characters_; }

  // Where the folded characters from `begin` up to `end` stand in the text.
  // There must be at least one.
  TextSpan Source(std::size_t begin, std::size_t end) const {
    return {sources_[begin].begin, sources_[end - 1].end};
  }

 private:
  std::string characters_;
  std::vector<TextSpan> sources_;
};

// Where `pattern` begins in `text`, overlapping occurrences included. Takes
// time in proportion to both. Finds nothing if the pattern is empty.
std::vector<std::size_t> FindAll(std::string_view text,
                                 std::string_view pattern);

}  // namespace herald
