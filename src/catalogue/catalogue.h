// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace herald {

// The YAML files of this folder, as they are in the program.

// The built-in message templates: a herald.v1.MessageTemplates.
std::string_view MessageTemplatesYaml();

// A vendor's API: a herald.v1.ProviderDefinition.
struct DefinitionYaml {
  // The file's name without `.yaml`.
  std::string_view name;
  std::string_view text;
};

// All vendors' APIs, by name.
std::span<const DefinitionYaml> DefinitionYamls();

}  // namespace herald
