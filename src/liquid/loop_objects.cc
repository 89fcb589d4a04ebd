// SPDX-License-Identifier: Apache-2.0
#include "liquid/loop_objects.h"

#include <optional>

namespace herald::liquid {
namespace {

// What both kinds of loop tell.
std::optional<Value> FindPosition(std::string_view name, std::int64_t index,
                                  std::int64_t length) {
  if (name == "index") return Value(index + 1);
  if (name == "index0") return Value(index);
  if (name == "first") return Value(index == 0);
  if (name == "last") return Value(index + 1 == length);
  if (name == "length") return Value(length);
  if (name == "rindex") return Value(length - index);
  if (name == "rindex0") return Value(length - index - 1);
  return std::nullopt;
}

}  // namespace

Value ForLoop::Find(std::string_view name) const {
  if (const auto found = FindPosition(name, index_, length_)) return *found;
  if (name == "name") return Value(name_);
  if (name == "parentloop" && parent_ != nullptr) return Value(parent_);
  return Value();
}

// As Shopify's prints it.
std::string_view ForLoop::Description() const { return "Liquid::ForloopDrop"; }

void TableRowLoop::Advance() {
  ++index_;
  if (column_ == columns_) {
    column_ = 1;
    ++row_;
  } else {
    ++column_;
  }
}

Value TableRowLoop::Find(std::string_view name) const {
  if (const auto found = FindPosition(name, index_, length_)) return *found;
  if (name == "col") return Value(column_);
  if (name == "col0") return Value(column_ - 1);
  if (name == "col_first") return Value(column_ == 1);
  if (name == "col_last") return Value(ends_row());
  if (name == "row") return Value(row_);
  return Value();
}

std::string_view TableRowLoop::Description() const {
  return "Liquid::TablerowloopDrop";
}

}  // namespace herald::liquid
