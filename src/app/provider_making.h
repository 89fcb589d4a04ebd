// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <vector>

#include "app/configuration_loader.h"
#include "delivery/circuit_breakers.h"
#include "delivery/clock.h"
#include "delivery/engine.h"
#include "delivery/recorded_notifications.h"
#include "http/http_client.h"

namespace herald {

// What providers use besides their configuration. All outlives them.
struct ProviderParts {
  const Sandboxes& sandboxes;
  const CircuitBreakers& breakers;

  // Of the thread that the providers belong to.
  const boost::asio::any_io_executor& executor;
  HttpClient& client;

  const Clock& clock;
};

// Makes the providers of a configuration for one thread. Whatever is wrong with
// them is added to the configuration's errors; a provider with an error is left
// out.
std::vector<NamedProvider> MakeProviders(LoadedConfiguration& loaded,
                                         const ProviderParts& parts);

}  // namespace herald
