// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "absl/container/flat_hash_map.h"
#include "liquid/filter.h"

namespace herald::liquid {
namespace {

using Table = absl::flat_hash_map<std::string_view, const Filter*,
                                  std::hash<std::string_view>>;

Table* MakeTable() {
  auto* table = new Table;
  for (const auto filters :
       {ArrayFilters(), DateFilters(), HeraldFilters(), HtmlFilters(),
        NumberFilters(), ReplaceFilters(), SelectFilters(), TextFilters()}) {
    for (const Filter& filter : filters) table->emplace(filter.name, &filter);
  }
  return table;
}

}  // namespace

const Filter* FindFilter(std::string_view name) {
  static const Table* const table = MakeTable();
  const auto found = table->find(name);
  return found == table->end() ? nullptr : found->second;
}

bool IsRaw(const Filter& filter) { return filter.name == "raw"; }

}  // namespace herald::liquid
