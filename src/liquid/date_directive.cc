// SPDX-License-Identifier: Apache-2.0
#include "liquid/date_directive.h"

#include <algorithm>

#include "liquid/lexer.h"

namespace herald::liquid {

Directive ReadDirective(std::string_view text) {
  Directive directive;
  std::size_t i = 1;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '-' || c == '0' || c == '_') {
      // No padding at all is stronger than any.
      if (directive.padding != '-') directive.padding = c;
    } else if (c == '^') {
      directive.is_upper = true;
    } else if (c == '#') {
      directive.swaps_case = true;
    } else if (c == ':') {
      ++directive.colons;
    } else {
      break;
    }
  }
  for (; i < text.size() && IsDigit(text[i]); ++i) {
    directive.width = std::min(directive.width * 10 + (text[i] - '0'), 10000);
  }
  for (; i < text.size() && text[i] == ':'; ++i) ++directive.colons;
  const char modifier = i < text.size() ? text[i] : '\0';
  const bool is_modified = modifier == 'E' || modifier == 'O';
  if (is_modified) ++i;
  if (i < text.size()) directive.conversion = text[i++];
  const std::string_view modifiable =
      modifier == 'E' ? "cCxXyY" : "deHkIlmMSuUVwWy";
  if (is_modified &&
      modifiable.find(directive.conversion) == std::string_view::npos) {
    directive.conversion = '\0';
  }
  directive.size = i;
  return directive;
}

}  // namespace herald::liquid
