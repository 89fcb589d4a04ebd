// SPDX-License-Identifier: Apache-2.0
#include "delivery/circuit_breakers.h"

#include <google/protobuf/util/message_differencer.h>

namespace herald {

using google::protobuf::util::MessageDifferencer;

CircuitBreakers::CircuitBreakers(const v1::Configuration& configuration,
                                 const CircuitBreakers* previous) {
  for (const v1::Provider& provider : configuration.providers()) {
    Entry& entry = entries_[provider.name()];
    entry.settings = provider;
    if (previous != nullptr) {
      const auto found = previous->entries_.find(provider.name());
      if (found != previous->entries_.end() &&
          MessageDifferencer::Equals(found->second.settings, provider)) {
        entry.breaker = found->second.breaker;
        continue;
      }
    }
    v1::CircuitBreaker rules = provider.circuit_breaker();
    // A sandbox fails because it was asked to.
    if (provider.has_sandbox() && !provider.has_circuit_breaker())
      rules.set_disabled(true);
    entry.breaker = std::make_shared<CircuitBreaker>(rules);
  }
}

std::shared_ptr<CircuitBreaker> CircuitBreakers::Find(
    std::string_view provider) const {
  const auto found = entries_.find(provider);
  return found == entries_.end() ? nullptr : found->second.breaker;
}

}  // namespace herald
