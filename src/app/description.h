// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/configuration_loader.h"

namespace herald {

// What a configuration without errors holds, for people: where it listens, and
// a table of its providers. `file` is its name.
std::string Describe(const LoadedConfiguration& loaded,
                     const std::string& file);

}  // namespace herald
