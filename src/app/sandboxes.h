// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "delivery/recorded_notifications.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// One for each sandbox provider, in the order of the configuration. Those that
// `before` has too, with the same capacity, are taken over with what they hold.
Sandboxes MakeSandboxes(const v1::Configuration& configuration,
                        const Sandboxes& before);

// What the sandbox of this name was given; null if there is none.
RecordedNotifications* FindSandbox(const Sandboxes& sandboxes,
                                   std::string_view name);

}  // namespace herald
