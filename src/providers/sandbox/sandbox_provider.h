// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

#include "delivery/clock.h"
#include "delivery/field_violation.h"
#include "delivery/provider.h"
#include "delivery/recorded_notifications.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// How many notifications a sandbox keeps: what `config` says, or the default.
std::size_t SandboxCapacity(const v1::SandboxProvider& config);

// A provider that sends nothing: it records what it is given in `recorded`,
// and answers as ScriptFor says. Adds what is wrong with `config` to
// `violations` and returns nothing then. `recorded` may be shared by the
// sandboxes of several threads; it and `clock` outlive the provider.
std::unique_ptr<Provider> MakeSandboxProvider(const v1::SandboxProvider& config,
                                              RecordedNotifications& recorded,
                                              const Clock& clock,
                                              FieldViolations& violations);

}  // namespace herald
