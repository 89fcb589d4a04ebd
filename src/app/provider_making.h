// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/configuration_loader.h"
#include "delivery/circuit_breakers.h"
#include "delivery/clock.h"
#include "delivery/engine.h"
#include "delivery/recorded_notifications.h"
#include "http/http_client.h"
#include "providers/remote/handler_queue.h"

namespace herald {

// Makes the providers of a configuration for the thread of `client`. Whatever
// is wrong with them is added to the configuration's errors; a provider with
// an error is left out. Whatever else is given outlives the providers.
std::vector<NamedProvider> MakeProviders(LoadedConfiguration& loaded,
                                         const Sandboxes& sandboxes,
                                         const CircuitBreakers& breakers,
                                         HttpClient& client,
                                         HandlerQueue& handlers,
                                         const Clock& clock);

}  // namespace herald
