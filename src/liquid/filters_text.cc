// SPDX-License-Identifier: Apache-2.0
// The standard filters that make text of text.
#include "liquid/filter.h"
#include "liquid/lexer.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

std::string_view Text(const FilterInput& input, RenderContext* context) {
  const std::string_view text = context->Text(input.value);
  context->SpendText(text.size());
  return text;
}

Value Upcase(const FilterInput& input, RenderContext* context) {
  return context->Keep(ToUpper(Text(input, context)));
}

Value Downcase(const FilterInput& input, RenderContext* context) {
  return context->Keep(ToLower(Text(input, context)));
}

constexpr Filter kFilters[] = {
    {"downcase", Downcase, 0, 0},
    {"upcase", Upcase, 0, 0},
};

}  // namespace

std::span<const Filter> TextFilters() { return kFilters; }

}  // namespace herald::liquid
