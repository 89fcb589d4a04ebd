// SPDX-License-Identifier: Apache-2.0
// The standard filters that sort an array or pick from it.
#include <utility>

#include <algorithm>
#include <bit>
#include <optional>

#include "absl/strings/ascii.h"
#include "liquid/compare.h"
#include "liquid/filter.h"
#include "liquid/items.h"

namespace herald::liquid {
namespace {

// Looks through the items for those that have the property, truthy or equal to
// what was asked for.
class Matcher {
 public:
  Matcher(const FilterInput& input, RenderContext* context)
      : items_(ItemsOf(input.value, context)),
        property_(input.Argument(0)),
        wanted_(input.Argument(1)),
        context_(context) {}

  Items& items() { return items_; }
  // Once an item can have no properties, the whole filter is nil; so it is
  // after an error.
  bool has_answer() const { return has_answer_ && !context_->failed(); }

  bool IsMatch(const Value& item) {
    if (!CanSelect(item)) has_answer_ = false;
    if (!has_answer()) return false;
    const Value value = Select(item, property_, context_);
    if (!context_->SpendOn(value)) return false;
    return wanted_.is_nil() ? value.is_true() : AreEqual(value, wanted_);
  }

  // The first item that matches, null if there is none.
  const Value* FindFirst() {
    for (const Value& item : items_) {
      if (IsMatch(item)) return &item;
      if (!has_answer()) break;
    }
    return nullptr;
  }

 private:
  Items items_;
  Value property_;
  Value wanted_;
  RenderContext* context_;
  bool has_answer_ = true;
};

Value Filtered(const FilterInput& input, bool keeps_matches,
               RenderContext* context) {
  Matcher matcher(input, context);
  Items& items = matcher.items();
  std::size_t kept = 0;
  for (const Value& item : items) {
    if (matcher.IsMatch(item) == keeps_matches) items[kept++] = item;
    if (!matcher.has_answer()) return Value();
  }
  items.Truncate(kept);
  return ArrayOf(items);
}

Value Where(const FilterInput& input, RenderContext* context) {
  return Filtered(input, true, context);
}

Value Reject(const FilterInput& input, RenderContext* context) {
  return Filtered(input, false, context);
}

Value Find(const FilterInput& input, RenderContext* context) {
  Matcher matcher(input, context);
  const Value* found = matcher.FindFirst();
  return found == nullptr ? Value() : *found;
}

Value FindIndex(const FilterInput& input, RenderContext* context) {
  Matcher matcher(input, context);
  const Value* found = matcher.FindFirst();
  if (found == nullptr) return Value();
  return Value(static_cast<std::int64_t>(found - matcher.items().begin()));
}

Value Has(const FilterInput& input, RenderContext* context) {
  Matcher matcher(input, context);
  const bool is_found = matcher.FindFirst() != nullptr;
  return matcher.has_answer() ? Value(is_found) : Value();
}

// An item and what it is sorted by.
struct Keyed {
  Value item;
  Value key;
};

using KeyedItems = ArenaList<Keyed>;

// False if some items can have no properties but are to be sorted by one: the
// whole filter is nil then.
bool MakeKeys(const FilterInput& input, KeyedItems* keyed,
              RenderContext* context) {
  const Value property = input.Argument(0);
  const Items items = ItemsOf(input.value, context);
  if (!property.is_nil() &&
      !std::all_of(items.begin(), items.end(), CanSelect)) {
    return false;
  }
  // One item needs no key: it is never compared.
  const bool has_keys = !property.is_nil() && items.size() > 1;
  if (!keyed->Reserve(items.size())) return false;
  for (const Value& item : items) {
    keyed->push_back({item, has_keys ? Select(item, property, context) : item});
  }
  const auto size = static_cast<std::uint64_t>(items.size());
  return context->Spend(static_cast<std::int64_t>(
      size * static_cast<std::uint64_t>(std::bit_width(size))));
}

// Nil comes last.
bool IsBefore(const Value& left, const Value& right, RenderContext* context) {
  if (left.is_nil() || right.is_nil()) {
    return !left.is_nil() && right.is_nil();
  }
  if (!context->SpendOn(left)) return false;
  const std::optional<int> order = Order(left, right);
  if (!order) context->Fail("values of different kinds cannot be sorted");
  return order.value_or(0) < 0;
}

// Merges runs of growing size, from one array into the other and back. Equal
// items keep their order, and keys without an order, such as NaN, do no harm.
Value Sorted(const KeyedItems& keyed, RenderContext* context) {
  const std::size_t size = keyed.size();
  auto* from = keyed.begin();
  auto* to = context->NewArray<Keyed>(size);
  Value* items = context->NewElements(size);
  if (to == nullptr || items == nullptr) return Value();
  const auto is_before = [context](const Keyed& left, const Keyed& right) {
    return !context->failed() && IsBefore(left.key, right.key, context);
  };
  for (std::size_t run = 1; run < size; run *= 2) {
    for (std::size_t begin = 0; begin < size; begin += 2 * run) {
      const std::size_t middle = std::min(begin + run, size);
      const std::size_t end = std::min(begin + 2 * run, size);
      std::merge(from + begin, from + middle, from + middle, from + end,
                 to + begin, is_before);
    }
    std::swap(from, to);
  }
  for (std::size_t i = 0; i < size; ++i) items[i] = from[i].item;
  return Value::Array(items, size);
}

Value Sort(const FilterInput& input, RenderContext* context) {
  KeyedItems keyed(context);
  if (!MakeKeys(input, &keyed, context)) return Value();
  return Sorted(keyed, context);
}

// The key as text with ASCII letters in lower case; nil stays nil.
Value SortText(const Value& key, RenderContext* context) {
  if (key.is_nil()) return key;
  const std::string_view text = context->Text(key);
  char* lower = context->NewText(text.size());
  if (lower == nullptr) return Value();
  std::transform(text.begin(), text.end(), lower, [](char c) {
    return absl::ascii_tolower(static_cast<unsigned char>(c));
  });
  return Value(std::string_view(lower, text.size()));
}

Value SortNatural(const FilterInput& input, RenderContext* context) {
  KeyedItems keyed(context);
  if (!MakeKeys(input, &keyed, context)) return Value();
  for (Keyed& each : keyed) each.key = SortText(each.key, context);
  return Sorted(keyed, context);
}

constexpr Filter kSelectFilters[] = {
    {"find", Find, 1, 2},   {"find_index", FindIndex, 1, 2},
    {"has", Has, 1, 2},     {"reject", Reject, 1, 2},
    {"sort", Sort, 0, 1},   {"sort_natural", SortNatural, 0, 1},
    {"where", Where, 1, 2},
};

}  // namespace

std::span<const Filter> SelectFilters() { return kSelectFilters; }

}  // namespace herald::liquid
