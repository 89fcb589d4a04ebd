// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "delivery/backoff.h"
#include "delivery/circuit_breaker.h"
#include "delivery/provider.h"

namespace herald {

// A provider under the name that callers know, with the rules for its use.
struct NamedProvider {
  std::string name;

  // The bound on its attempts.
  std::chrono::nanoseconds timeout;

  std::unique_ptr<Provider> provider;

  // Shared with the other I/O threads.
  std::shared_ptr<CircuitBreaker> breaker;

  Backoff backoff;
};

}  // namespace herald
