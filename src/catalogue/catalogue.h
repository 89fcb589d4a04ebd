// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// The YAML files of this folder, as they are in the program.

// The built-in message templates: a herald.v1.MessageTemplates.
std::string_view MessageTemplatesYaml();

}  // namespace herald
