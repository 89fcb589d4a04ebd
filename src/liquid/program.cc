// SPDX-License-Identifier: Apache-2.0
#include "liquid/program.h"

#include <algorithm>

#include "liquid/concat.h"
#include "liquid/utf8.h"

namespace herald::liquid {

std::string Program::Place(Offset offset) const {
  const std::string_view before = std::string_view(source).substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::string_view of_line =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  return Concat(name, ":", line, ":", CountCharacters(of_line) + 1, ": ");
}

}  // namespace herald::liquid
