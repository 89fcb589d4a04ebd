// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/places.h"

namespace herald {

// One mistake in a configuration file.
struct ConfigurationError {
  std::string file;
  TextPlace place;

  // The path of the field as it stands in the file; empty if the file as a
  // whole is meant.
  std::string path;

  // What is wrong and what is allowed. Holds no value from the file, save the
  // line of a template, and no secret.
  std::string description;

  // As `FILE:LINE:COLUMN: PATH: DESCRIPTION`, on one line; below that of a
  // template, indented, the line of the template with a mark at the place.
  std::string ToString() const;

  bool operator==(const ConfigurationError&) const = default;
};

// Collects the mistakes in one file, so that a person sees all of them at once;
// those beyond the first 50 are only counted.
class ConfigurationErrors {
 public:
  explicit ConfigurationErrors(std::string file) : file_(std::move(file)) {}

  // A mistake in the value of `path`, which stands at `place`.
  void Add(const FieldPath& path, TextPlace place, std::string description);

  // A mistake in a field, at the place where it or the nearest value around it
  // stands.
  void Add(std::string_view field, const Places& places,
           std::string description);

  bool empty() const { return errors_.empty(); }

  // Whether there is a mistake in this field itself.
  bool IsIn(std::string_view field) const { return fields_.contains(field); }

  // Whether there is a mistake in this field or in a value within it.
  bool IsWithin(std::string_view field) const;

  // All mistakes in the order of the file, each once; a last one says how many
  // more there are.
  std::vector<ConfigurationError> Sorted() const;

 private:
  std::string file_;
  std::vector<ConfigurationError> errors_;
  std::size_t uncollected_ = 0;

  // The fields with a mistake.
  std::set<std::string, std::less<>> fields_;
};

}  // namespace herald
