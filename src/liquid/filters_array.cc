// SPDX-License-Identifier: Apache-2.0
// The standard filters that make arrays, and those that tell of one.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "liquid/convert.h"
#include "liquid/elements.h"
#include "liquid/evaluator.h"
#include "liquid/filter.h"
#include "liquid/items.h"
#include "liquid/number.h"
#include "liquid/text.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

Value First(const FilterInput& input, RenderContext* context) {
  return FirstElement(input.value, context);
}

Value Last(const FilterInput& input, RenderContext*) {
  return LastElement(input.value);
}

Value Size(const FilterInput& input, RenderContext* context) {
  context->SpendText(input.value.is_string() ? input.value.text().size() : 0);
  const Value size = SizeOf(input.value);
  return size.is_nil() ? Value(0) : size;
}

Value Join(const FilterInput& input, RenderContext* context) {
  const std::string_view glue = context->Text(input.Argument(0, Value(" ")));
  std::string out;
  bool is_first = true;
  for (const Value& item : ItemsOf(input.value, context)) {
    if (!is_first) out += glue;
    is_first = false;
    AppendText(item, &out);
    if (!context->SpendText(glue.size()) || !context->SpendOn(item) ||
        out.size() > context->options().max_temporary_bytes) {
      break;
    }
  }
  return context->Keep(out);
}

Value Reverse(const FilterInput& input, RenderContext* context) {
  std::vector<Value> items = ItemsOf(input.value, context);
  std::reverse(items.begin(), items.end());
  return ArrayOf(items, context);
}

Value Concatenate(const FilterInput& input, RenderContext* context) {
  const Value other = input.Argument(0);
  if (!other.is_array()) return context->Fail("`concat` needs an array");
  std::vector<Value> items = ItemsOf(input.value, context);
  for (std::int64_t i = 0; i < CountElements(other); ++i) {
    items.push_back(ElementAt(other, i));
  }
  return ArrayOf(items, context);
}

Value Map(const FilterInput& input, RenderContext* context) {
  std::vector<Value> items = ItemsOf(input.value, context);
  for (Value& item : items) {
    item = CanSelect(item) ? Select(item, input.Argument(0), context) : Value();
  }
  return ArrayOf(items, context);
}

Value Compact(const FilterInput& input, RenderContext* context) {
  const Value property = input.Argument(0);
  std::vector<Value> kept;
  for (const Value& item : ItemsOf(input.value, context)) {
    if (!property.is_nil() && !CanSelect(item)) return Value();
    const Value value =
        property.is_nil() ? item : Select(item, property, context);
    if (!value.is_nil()) kept.push_back(item);
  }
  return ArrayOf(kept, context);
}

Value Uniq(const FilterInput& input, RenderContext* context) {
  const Value property = input.Argument(0);
  std::vector<Value> kept;
  std::unordered_set<std::string> seen;
  const std::vector<Value> items = ItemsOf(input.value, context);
  // One item is like no other, whatever its property.
  if (items.size() == 1) return ArrayOf(items, context);
  for (const Value& item : items) {
    if (!property.is_nil() && !CanSelect(item)) return Value();
    if (!context->SpendOn(item)) break;
    std::string key;
    AppendKey(property.is_nil() ? item : Select(item, property, context), &key);
    if (!context->SpendText(key.size())) break;
    if (seen.insert(std::move(key)).second) kept.push_back(item);
  }
  return ArrayOf(kept, context);
}

Value Sum(const FilterInput& input, RenderContext* context) {
  const Value property = input.Argument(0);
  std::vector<Value> values;
  for (const Value& item : ItemsOf(input.value, context)) {
    if (property.is_nil()) {
      values.push_back(item);
    } else if (CanSelect(item)) {
      values.push_back(Select(item, property, context));
    }
  }
  Number sum = Number::Of(Value(0));
  for (const Value& value : ItemsOf(ArrayOf(values, context), context)) {
    const auto next = sum.Plus(Number::Of(value));
    if (!next) return context->Fail("the sum does not fit into 64 bits");
    sum = *next;
  }
  return sum.ToValue();
}

Value Slice(const FilterInput& input, RenderContext* context) {
  const auto offset = StrictInteger(input.Argument(0));
  const Value length = input.Argument(1);
  const auto count = length.is_true() ? StrictInteger(length) : 1;
  if (!offset || !count) return context->Fail("`slice` needs integers");
  const bool is_array = input.value.is_array();
  const std::string_view text = is_array ? "" : context->Text(input.value);
  const std::int64_t size =
      is_array ? CountElements(input.value)
               : static_cast<std::int64_t>(CountCharacters(text));
  const std::int64_t begin = *offset < 0 ? *offset + size : *offset;
  const bool is_outside = begin < 0 || begin > size || *count < 0;
  const std::int64_t taken = is_outside ? 0 : std::min(*count, size - begin);
  if (!is_array) {
    return Value(SubstringOfCharacters(
        text, is_outside ? 0 : static_cast<std::size_t>(begin),
        static_cast<std::size_t>(taken)));
  }
  std::vector<Value> items;
  for (std::int64_t i = 0; i < taken; ++i) {
    items.push_back(ElementAt(input.value, begin + i));
  }
  return ArrayOf(items, context);
}

Value Default(const FilterInput& input, RenderContext*) {
  const Value& value = input.value;
  const bool is_missing = input.allow_false ? value.is_nil() : !value.is_true();
  const bool is_empty =
      (value.is_string() && value.text().empty()) ||
      ((value.is_array() || value.is_object()) && CountElements(value) == 0 &&
       value.kind() != Value::Kind::kObject);
  return is_missing || is_empty ? input.Argument(0, Value("")) : value;
}

constexpr Filter kFilters[] = {
    {"compact", Compact, 0, 1}, {"concat", Concatenate, 1, 1},
    {"default", Default, 0, 2}, {"first", First, 0, 0},
    {"join", Join, 0, 1},       {"last", Last, 0, 0},
    {"map", Map, 1, 1},         {"reverse", Reverse, 0, 0},
    {"size", Size, 0, 0},       {"slice", Slice, 1, 2},
    {"sum", Sum, 0, 1},         {"uniq", Uniq, 0, 1},
};

}  // namespace

std::span<const Filter> ArrayFilters() { return kFilters; }

}  // namespace herald::liquid
