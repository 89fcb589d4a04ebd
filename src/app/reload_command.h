// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "app/service.h"

namespace herald {

// Asks the server that runs on this machine with this file, at the file's
// `monitoring.listen`, to load it anew. Returns what is wrong with the file, or
// why the server cannot be asked; nothing if the file is in force now.
std::optional<Failure> ReloadServer(const std::string& file);

}  // namespace herald
