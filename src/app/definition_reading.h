// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/configuration_error.h"
#include "app/places.h"
#include "herald/v1/definition.pb.h"

namespace herald {

// A definition in memory. Good for use if there are no errors.
struct ReadDefinition {
  explicit ReadDefinition(const std::string& file) : errors(file) {}

  // Of a variant, what it is a variant of, with its own title, page and
  // renaming.
  v1::ProviderDefinition definition;

  // The text that it was read from.
  std::string text;
  Places places;
  ConfigurationErrors errors;
};

// Finds the built-in definition of a name; null if there is none.
using FindDefinition =
    std::function<const v1::ProviderDefinition*(const std::string& name)>;

// Reads a definition from YAML that stands in `file`, and checks all that can
// be seen without running its vectors. `find` knows what it may be a variant
// of.
ReadDefinition ParseDefinition(const std::string& file, std::string_view text,
                               const FindDefinition& find);

}  // namespace herald
