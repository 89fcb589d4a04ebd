// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "delivery/recorded_notifications.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// What each sandbox provider of a configuration was given, by its name. Shared
// by all I/O threads, and outlives them.
using Sandboxes =
    std::map<std::string, std::unique_ptr<RecordedNotifications>, std::less<>>;

// One, still empty, for each sandbox provider.
Sandboxes MakeSandboxes(const v1::Configuration& configuration);

}  // namespace herald
