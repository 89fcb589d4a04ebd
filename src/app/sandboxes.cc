// SPDX-License-Identifier: Apache-2.0
#include "app/sandboxes.h"

#include "providers/sandbox/sandbox_provider.h"

namespace herald {

Sandboxes MakeSandboxes(const v1::Configuration& configuration) {
  Sandboxes sandboxes;
  for (const v1::Provider& provider : configuration.providers()) {
    if (!provider.has_sandbox()) continue;
    sandboxes[provider.name()] = std::make_unique<RecordedNotifications>(
        SandboxCapacity(provider.sandbox()));
  }
  return sandboxes;
}

}  // namespace herald
