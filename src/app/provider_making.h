// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/configuration_loader.h"
#include "app/sandboxes.h"
#include "delivery/clock.h"
#include "delivery/engine.h"
#include "http/http_client.h"

namespace herald {

// Makes the providers of a configuration for the thread of `client`. Whatever
// is wrong with them is added to the configuration's errors; a provider with
// an error is left out. Sandboxes, client and clock outlive the providers.
std::vector<NamedProvider> MakeProviders(LoadedConfiguration& loaded,
                                         const Sandboxes& sandboxes,
                                         HttpClient& client,
                                         const Clock& clock);

}  // namespace herald
