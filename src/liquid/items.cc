// SPDX-License-Identifier: Apache-2.0
#include "liquid/items.h"

#include <algorithm>

#include "liquid/arena_text.h"
#include "liquid/concat.h"
#include "liquid/convert.h"
#include "liquid/elements.h"
#include "liquid/message.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

void AddItems(const Value& value, int depth, RenderContext* context,
              Items* items) {
  const std::int64_t count = CountElements(value);
  if (!items->Reserve(items->size() + static_cast<std::size_t>(count))) return;
  for (std::int64_t i = 0; i < count; ++i) {
    if (!context->Spend(1)) return;
    const Value element = ElementAt(value, i);
    if (element.is_array() && depth < kMaxNesting) {
      AddItems(element, depth + 1, context, items);
    } else if (element.kind() == Value::Kind::kTimestamp) {
      ArenaText time(context);
      AppendTimestamp(element, &time);
      items->push_back(Value(time.Finish()));
    } else {
      items->push_back(element);
    }
  }
}

Value SelectFromText(std::string_view text, const Value& property,
                     RenderContext* context, bool* is_error) {
  if (property.is_string()) {
    if (!context->SpendText(text.size())) return Value();
    const bool is_part = text.find(property.text()) != std::string_view::npos;
    return is_part ? property : Value();
  }
  if (!property.is_number()) {
    *is_error = true;
    return Value();
  }
  const auto size = static_cast<std::int64_t>(CountCharacters(text));
  std::int64_t index = LenientInteger(property).value_or(0);
  if (index < 0) index += size;
  if (index < 0 || index >= size) return Value();
  return Value(SubstringOfCharacters(text, static_cast<std::size_t>(index), 1));
}

}  // namespace

Items ItemsOf(const Value& value, RenderContext* context) {
  Items items(context);
  if (value.is_array() || value.kind() == Value::Kind::kRange) {
    AddItems(value, 0, context, &items);
    if (context->failed()) items.Truncate(0);
  } else if (!value.is_nil()) {
    items.push_back(value);
  }
  return items;
}

Value ArrayOf(const Items& items) {
  return Value::Array(items.begin(), items.size());
}

bool CanSelect(const Value& item) {
  return item.is_object() || item.is_string() || item.is_array() ||
         item.kind() == Value::Kind::kInteger;
}

Value Select(const Value& item, const Value& property, RenderContext* context) {
  if (item.is_object()) {
    return property.is_string() ? item.Find(property.text()) : Value();
  }
  bool is_error = false;
  Value value;
  if (item.is_string()) {
    value = SelectFromText(item.text(), property, context, &is_error);
  } else if (item.kind() == Value::Kind::kInteger && property.is_number()) {
    // The bit of this number, as in Ruby.
    const std::int64_t bit = LenientInteger(property).value_or(0);
    const std::int64_t shifted =
        item.integer() >>
        std::min<std::int64_t>(std::max<std::int64_t>(bit, 0), 63);
    value = Value(bit < 0 ? std::int64_t{0} : shifted & 1);
  } else {
    is_error = true;
  }
  if (is_error) {
    return context->Fail(Concat("cannot select the property `",
                                context->Text(property).substr(0, 80),
                                "` of a value that is no object"));
  }
  return value;
}

}  // namespace herald::liquid
