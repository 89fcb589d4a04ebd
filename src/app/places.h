// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "app/yaml_tree.h"

namespace herald {

// The path of a value: as a field of the messages (`query[0].value`), and as
// it stands in the file (`query.From`).
struct FieldPath {
  std::string field;
  std::string shown;

  // The path of a member or element of the value.
  FieldPath Member(std::string_view name) const;
  FieldPath Element(std::size_t index) const;

  // Of an entry of a map or a list of named values, as `query[From]`.
  FieldPath Entry(std::string_view name) const;
};

// Where a value stands in the file.
struct Place {
  TextPlace place;

  // The path as it stands in the file.
  std::string path;
};

// Remembers where in the file each field was given.
class Places {
 public:
  // Ignored once all paths together take 64 MiB.
  void Put(const FieldPath& path, TextPlace place);

  // Whether the file gives this field.
  bool Contains(std::string_view field) const;

  // Where this field stands, or the nearest value around it that does, and the
  // whole path of the field as it would stand in the file.
  Place Find(std::string_view field) const;

 private:
  std::map<std::string, Place, std::less<>> places_;
  std::size_t bytes_ = 0;
};

}  // namespace herald
