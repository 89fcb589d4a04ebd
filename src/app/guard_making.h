// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "app/configuration_loader.h"
#include "delivery/guard.h"

namespace herald {

// Makes the guard of a configuration, with the suppression file it names.
// Mistakes become errors of the configuration.
std::unique_ptr<const Guard> MakeGuard(LoadedConfiguration& loaded);

// How many counters its limits may have.
std::int64_t MaxCounters(const v1::Guard& guard);

}  // namespace herald
