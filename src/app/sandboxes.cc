// SPDX-License-Identifier: Apache-2.0
#include "app/sandboxes.h"

#include <algorithm>

#include "providers/sandbox/sandbox_provider.h"

namespace herald {

Sandboxes MakeSandboxes(const v1::Configuration& configuration,
                        const Sandboxes& before) {
  Sandboxes sandboxes;
  for (const v1::Provider& provider : configuration.providers()) {
    if (!provider.has_sandbox()) continue;
    const std::size_t capacity = SandboxCapacity(provider.sandbox());
    const auto found = std::ranges::find_if(before, [&](const Sandbox& other) {
      return other.name == provider.name() &&
             other.recorded->capacity() == capacity;
    });
    sandboxes.push_back({provider.name(),
                         found == before.end()
                             ? std::make_shared<RecordedNotifications>(capacity)
                             : found->recorded});
  }
  return sandboxes;
}

RecordedNotifications* FindSandbox(const Sandboxes& sandboxes,
                                   std::string_view name) {
  const auto found = std::ranges::find(sandboxes, name, &Sandbox::name);
  return found == sandboxes.end() ? nullptr : found->recorded.get();
}

}  // namespace herald
