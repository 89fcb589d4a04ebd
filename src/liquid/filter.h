// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "liquid/render_context.h"
#include "liquid/value.h"

namespace herald::liquid {

// What a filter works on. The number of arguments is within the filter's
// bounds.
struct FilterInput {
  Value value;
  std::span<const Value> arguments;
  // Of the filter `default` alone.
  bool allow_false = false;

  // An argument, or what stands for it if it was left out.
  Value Argument(std::size_t index, Value otherwise = Value()) const {
    return index < arguments.size() ? arguments[index] : otherwise;
  }
};

// The text of what the filter works on, whose length counts as work.
inline std::string_view TextOf(const FilterInput& input,
                               RenderContext* context) {
  const std::string_view text = context->Text(input.value);
  context->SpendText(text.size());
  return text;
}

// Returns the new value; it may point into the arena and into what it was
// given. On an error it calls RenderContext::Fail.
using FilterFunction = Value (*)(const FilterInput& input,
                                 RenderContext* context);

// A filter by name, with how many arguments it takes.
struct Filter {
  std::string_view name;
  FilterFunction apply = nullptr;
  std::uint8_t min_arguments = 0;
  std::uint8_t max_arguments = 0;
};

// The filter of this name, null if there is none. Filters live for good.
const Filter* FindFilter(std::string_view name);

// Whether an output that ends in this filter is not escaped.
bool IsRaw(const Filter& filter);

// Whether the filter is there for what may be missing.
bool IsDefault(const Filter& filter);

// The tables FindFilter looks into.
std::span<const Filter> ArrayFilters();
std::span<const Filter> DateFilters();
std::span<const Filter> HeraldFilters();
std::span<const Filter> HtmlFilters();
std::span<const Filter> MailFilters();
std::span<const Filter> NumberFilters();
std::span<const Filter> PhoneFilters();
std::span<const Filter> ReplaceFilters();
std::span<const Filter> SelectFilters();
std::span<const Filter> TextFilters();

}  // namespace herald::liquid
