// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "liquid/value.h"

namespace herald::liquid {

// The variable `forloop`.
class ForLoop : public Object {
 public:
  ForLoop(std::string_view name, std::int64_t length, const ForLoop* parent)
      : name_(name), length_(length), parent_(parent) {}

  void Advance() { ++index_; }
  Value Find(std::string_view name) const override;
  std::string_view Description() const override;

 private:
  std::string_view name_;
  std::int64_t length_;
  const ForLoop* parent_;
  std::int64_t index_ = 0;
};

// The variable `tablerowloop`. Rows and columns count from 1.
class TableRowLoop : public Object {
 public:
  TableRowLoop(std::int64_t length, std::int64_t columns)
      : length_(length), columns_(columns) {}

  void Advance();
  std::int64_t row() const { return row_; }
  std::int64_t column() const { return column_; }
  bool is_last() const { return index_ + 1 == length_; }
  bool ends_row() const { return column_ == columns_; }
  Value Find(std::string_view name) const override;
  std::string_view Description() const override;

 private:
  std::int64_t length_;
  std::int64_t columns_;
  std::int64_t index_ = 0;
  std::int64_t row_ = 1;
  std::int64_t column_ = 1;
};

}  // namespace herald::liquid
