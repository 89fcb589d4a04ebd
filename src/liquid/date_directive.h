// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace herald::liquid {

// A directive of a date format, such as `%-3d`.
struct Directive {
  char padding = '\0';  // `0`, `_`, `-`, or nothing said
  bool is_upper = false;
  bool swaps_case = false;
  int colons = 0;
  int width = 0;
  // NUL for one that there is not.
  char conversion = '\0';
  // In bytes, as written.
  std::size_t size = 0;
};

// Reads the directive that `text` begins with.
Directive ReadDirective(std::string_view text);

}  // namespace herald::liquid
