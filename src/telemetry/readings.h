// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace herald {

// Whether a provider is used, as `herald_circuit_state` shows it: the larger
// the number, the worse.
enum class CircuitReading { kClosed = 0, kHalfOpen = 1, kOpen = 2 };

// What is the case at the time of a scrape. Whoever runs the parts fills it in;
// counts that only grow are those since the process began.
struct Readings {
  // Deliveries, including those whose callers went away.
  std::int64_t deliveries_in_flight = 0;

  // Connections to providers over all I/O threads, and attempts that wait for
  // one.
  std::int64_t connections_active = 0;
  std::int64_t connections_idle = 0;
  std::int64_t attempts_waiting = 0;

  // Answers kept for repeats, and those that had to leave early.
  std::int64_t remembered_deliveries = 0;
  std::int64_t deliveries_forgotten_early = 0;

  // Counters of limits, and those that had to leave early.
  std::int64_t limit_counters = 0;
  std::int64_t limit_counters_evicted = 0;

  // The circuit breakers of the configuration in force; providers without one
  // are left out.
  struct Circuit {
    std::string provider;
    CircuitReading state = CircuitReading::kClosed;
  };
  std::vector<Circuit> circuits;
};

}  // namespace herald
