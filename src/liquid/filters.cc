// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "liquid/filter.h"

namespace herald::liquid {
namespace {

using Table = std::unordered_map<std::string_view, const Filter*>;

Table* MakeTable() {
  auto* table = new Table;
  for (const auto filters :
       {ArrayFilters(), DateFilters(), HeraldFilters(), HtmlFilters(),
        MailFilters(), NumberFilters(), PhoneFilters(), ReplaceFilters(),
        SelectFilters(), TextFilters()}) {
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

bool IsDefault(const Filter& filter) { return filter.name == "default"; }

}  // namespace herald::liquid
