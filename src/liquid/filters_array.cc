// SPDX-License-Identifier: Apache-2.0
// The standard filters that make arrays, and those that tell of one.
#include <algorithm>

#include "liquid/arena_text.h"
#include "liquid/convert.h"
#include "liquid/elements.h"
#include "liquid/evaluator.h"
#include "liquid/filter.h"
#include "liquid/items.h"
#include "liquid/number.h"
#include "liquid/scope.h"
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
  const Items items = ItemsOf(input.value, context);
  ArenaText out(context);
  bool is_first = true;
  for (const Value& item : items) {
    if (!is_first) out.append(glue);
    is_first = false;
    AppendText(item, &out);
    if (!context->SpendText(glue.size()) || !context->SpendOn(item)) break;
    if (context->failed()) break;
  }
  return Value(out.Finish());
}

Value Reverse(const FilterInput& input, RenderContext* context) {
  const Items items = ItemsOf(input.value, context);
  std::reverse(items.begin(), items.end());
  return ArrayOf(items);
}

Value Concatenate(const FilterInput& input, RenderContext* context) {
  const Value other = input.Argument(0);
  if (!other.is_array()) return context->Fail("`concat` needs an array");
  Items items = ItemsOf(input.value, context);
  const std::int64_t count = CountElements(other);
  if (!context->Spend(count) ||
      !items.Reserve(items.size() + static_cast<std::size_t>(count))) {
    return Value();
  }
  for (std::int64_t i = 0; i < count; ++i) items.push_back(ElementAt(other, i));
  return ArrayOf(items);
}

Value Map(const FilterInput& input, RenderContext* context) {
  const Items items = ItemsOf(input.value, context);
  for (Value& item : items) {
    item = CanSelect(item) ? Select(item, input.Argument(0), context) : Value();
  }
  return ArrayOf(items);
}

Value Compact(const FilterInput& input, RenderContext* context) {
  const Value property = input.Argument(0);
  Items items = ItemsOf(input.value, context);
  std::size_t kept = 0;
  for (const Value& item : items) {
    if (!property.is_nil() && !CanSelect(item)) return Value();
    const Value value =
        property.is_nil() ? item : Select(item, property, context);
    if (!value.is_nil()) items[kept++] = item;
  }
  items.Truncate(kept);
  return ArrayOf(items);
}

Value Uniq(const FilterInput& input, RenderContext* context) {
  const Value property = input.Argument(0);
  Items items = ItemsOf(input.value, context);
  // One item is like no other, whatever its property.
  if (items.size() == 1) return ArrayOf(items);
  Names seen(context);
  std::size_t kept = 0;
  for (const Value& item : items) {
    if (!property.is_nil() && !CanSelect(item)) return Value();
    if (!context->SpendOn(item)) break;
    ArenaText text(context);
    AppendKey(property.is_nil() ? item : Select(item, property, context),
              &text);
    const std::string_view key = text.Finish();
    if (!context->SpendText(key.size())) break;
    if (seen.Find(key) != nullptr) continue;
    seen.Set(key, Value());
    items[kept++] = item;
  }
  items.Truncate(kept);
  return ArrayOf(items);
}

Value Sum(const FilterInput& input, RenderContext* context) {
  const Value property = input.Argument(0);
  const Items items = ItemsOf(input.value, context);
  for (Value& item : items) {
    if (property.is_nil()) continue;
    item = CanSelect(item) ? Select(item, property, context) : Value(0);
  }
  Number sum = Number::Of(Value(0));
  const Items values = ItemsOf(ArrayOf(items), context);
  for (const Value& value : values) {
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
  Value* items = context->NewElements(static_cast<std::size_t>(taken));
  if (items == nullptr) return Value();
  for (std::int64_t i = 0; i < taken; ++i) {
    items[i] = ElementAt(input.value, begin + i);
  }
  return Value::Array(items, static_cast<std::size_t>(taken));
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

constexpr Filter kArrayFilters[] = {
    {"compact", Compact, 0, 1}, {"concat", Concatenate, 1, 1},
    {"default", Default, 0, 2}, {"first", First, 0, 0},
    {"join", Join, 0, 1},       {"last", Last, 0, 0},
    {"map", Map, 1, 1},         {"reverse", Reverse, 0, 0},
    {"size", Size, 0, 0},       {"slice", Slice, 1, 2},
    {"sum", Sum, 0, 1},         {"uniq", Uniq, 0, 1},
};

}  // namespace

std::span<const Filter> ArrayFilters() { return kArrayFilters; }

}  // namespace herald::liquid
