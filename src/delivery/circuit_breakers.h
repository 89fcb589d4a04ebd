// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "delivery/circuit_breaker.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// The circuit breakers of one configuration's providers. Each configuration has
// its own set, but a provider that a reload leaves as it was keeps its breaker
// and so its state; one whose settings changed begins anew. Immutable; any
// thread may use it.
class CircuitBreakers {
 public:
  // `previous`, the set of the configuration in force, may be null.
  CircuitBreakers(const v1::Configuration& configuration,
                  const CircuitBreakers* previous);

  // The breaker of a configured provider; null for any other name.
  std::shared_ptr<CircuitBreaker> Find(std::string_view provider) const;

 private:
  struct Entry {
    v1::Provider settings;
    std::shared_ptr<CircuitBreaker> breaker;
  };

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace herald
