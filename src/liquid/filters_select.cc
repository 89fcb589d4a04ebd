// SPDX-License-Identifier: Apache-2.0
// The standard filters that sort an array or pick from it.
#include <utility>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "liquid/compare.h"
#include "liquid/filter.h"
#include "liquid/items.h"

namespace herald::liquid {
namespace {

// Which items have the property, truthy or equal to what was asked for.
// `has_answer` is false if one of them can have no properties: the whole filter
// is nil then.
struct Matches {
  std::vector<Value> items;
  std::vector<bool> are_matches;
  bool has_answer = true;
};

Matches Match(const FilterInput& input, bool stops_at_first,
              RenderContext* context) {
  Matches matches;
  matches.items = ItemsOf(input.value, context);
  const Value property = input.Argument(0);
  const Value wanted = input.Argument(1);
  for (const Value& item : matches.items) {
    if (!CanSelect(item)) {
      matches.has_answer = false;
      break;
    }
    const Value value = Select(item, property, context);
    if (!context->SpendOn(value)) break;
    const bool is_match =
        wanted.is_nil() ? value.is_true() : AreEqual(value, wanted);
    matches.are_matches.push_back(is_match);
    if (context->failed() || (is_match && stops_at_first)) break;
  }
  return matches;
}

Value Filtered(const FilterInput& input, bool keeps_matches,
               RenderContext* context) {
  const Matches matches = Match(input, false, context);
  if (!matches.has_answer || context->failed()) return Value();
  std::vector<Value> kept;
  for (std::size_t i = 0; i < matches.items.size(); ++i) {
    if (matches.are_matches[i] == keeps_matches) {
      kept.push_back(matches.items[i]);
    }
  }
  return ArrayOf(kept, context);
}

Value Where(const FilterInput& input, RenderContext* context) {
  return Filtered(input, true, context);
}

Value Reject(const FilterInput& input, RenderContext* context) {
  return Filtered(input, false, context);
}

bool EndsInMatch(const Matches& matches) {
  return matches.has_answer && !matches.are_matches.empty() &&
         matches.are_matches.back();
}

Value Find(const FilterInput& input, RenderContext* context) {
  const Matches matches = Match(input, true, context);
  if (!EndsInMatch(matches)) return Value();
  return matches.items[matches.are_matches.size() - 1];
}

Value FindIndex(const FilterInput& input, RenderContext* context) {
  const Matches matches = Match(input, true, context);
  if (!EndsInMatch(matches)) return Value();
  return Value(static_cast<std::int64_t>(matches.are_matches.size()) - 1);
}

Value Has(const FilterInput& input, RenderContext* context) {
  const Matches matches = Match(input, true, context);
  return matches.has_answer ? Value(EndsInMatch(matches)) : Value();
}

// An item and what it is sorted by.
struct Keyed {
  Value item;
  Value key;
};

// Nil if some items can have no properties but are to be sorted by one.
bool MakeKeys(const FilterInput& input, std::vector<Keyed>* keyed,
              RenderContext* context) {
  const Value property = input.Argument(0);
  const std::vector<Value> items = ItemsOf(input.value, context);
  if (!property.is_nil() &&
      !std::all_of(items.begin(), items.end(), CanSelect)) {
    return false;
  }
  // One item needs no key: it is never compared.
  const bool has_keys = !property.is_nil() && items.size() > 1;
  for (const Value& item : items) {
    keyed->push_back({item, has_keys ? Select(item, property, context) : item});
  }
  const auto size = static_cast<std::uint64_t>(items.size());
  return context->Spend(static_cast<std::int64_t>(
      size * static_cast<std::uint64_t>(std::bit_width(size))));
}

Value ItemsOf(const std::vector<Keyed>& keyed, RenderContext* context) {
  std::vector<Value> items;
  items.reserve(keyed.size());
  for (const Keyed& each : keyed) items.push_back(each.item);
  return ArrayOf(items, context);
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

Value Sort(const FilterInput& input, RenderContext* context) {
  std::vector<Keyed> keyed;
  if (!MakeKeys(input, &keyed, context)) return Value();
  std::stable_sort(keyed.begin(), keyed.end(),
                   [context](const Keyed& left, const Keyed& right) {
                     return !context->failed() &&
                            IsBefore(left.key, right.key, context);
                   });
  return ItemsOf(keyed, context);
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
  std::vector<Keyed> keyed;
  if (!MakeKeys(input, &keyed, context)) return Value();
  for (Keyed& each : keyed) each.key = SortText(each.key, context);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [context](const Keyed& left, const Keyed& right) {
                     return IsBefore(left.key, right.key, context);
                   });
  return ItemsOf(keyed, context);
}

constexpr Filter kFilters[] = {
    {"find", Find, 1, 2},   {"find_index", FindIndex, 1, 2},
    {"has", Has, 1, 2},     {"reject", Reject, 1, 2},
    {"sort", Sort, 0, 1},   {"sort_natural", SortNatural, 0, 1},
    {"where", Where, 1, 2},
};

}  // namespace

std::span<const Filter> SelectFilters() { return kFilters; }

}  // namespace herald::liquid
