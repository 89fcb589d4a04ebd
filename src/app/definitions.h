// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/definition_reading.h"

namespace herald {

// The catalogue: the entries that are built into the program, read when they
// are asked for, and those of a folder, which add to them or take their place.
// One thread.
class Definitions {
 public:
  // The built-in entries alone.
  Definitions() = default;

  // Reads every `*.yaml` of a folder, at most 1000 of at most 1 MiB each.
  // Returns what is wrong with the folder itself; empty if it is in order.
  std::string ReadFolder(const std::string& folder);

  // All names in order.
  std::vector<std::string> Names() const;

  // The definition of this name, whose vectors were run if it is from the
  // folder; null if there is none. Lives as long as the catalogue.
  const ReadDefinition* Find(const std::string& name);

  // The mistakes in the folder's definitions, one a line with its place.
  std::vector<std::string> Mistakes() const;

 private:
  const v1::ProviderDefinition* FindBuiltIn(const std::string& name);

  std::map<std::string, std::unique_ptr<ReadDefinition>> from_folder_;
  std::map<std::string, std::unique_ptr<ReadDefinition>> built_in_;
};

// Reads a definition as ParseDefinition does, and adds each vector that fails
// to its errors.
ReadDefinition ReadAndTestDefinition(const std::string& file,
                                     std::string_view text,
                                     const FindDefinition& find);

}  // namespace herald
