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
      directive.padding = c;
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
  if (i < text.size() && (text[i] == 'E' || text[i] == 'O')) ++i;
  if (i < text.size()) directive.conversion = text[i++];
  directive.size = i;
  return directive;
}

}  // namespace herald::liquid
