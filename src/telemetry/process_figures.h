// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace herald {

// What the system says about this process, under the names that Prometheus's
// own clients use. A figure that cannot be told is absent.
struct ProcessFigures {
  std::optional<double> cpu_seconds;
  std::optional<double> start_time_seconds;
  std::optional<double> resident_memory_bytes;
  std::optional<double> virtual_memory_bytes;
  std::optional<double> open_fds;
  std::optional<double> max_fds;
};

// Reads /proc/self: some tens of microseconds, and more with many open files.
// Any thread may call it.
ProcessFigures ReadProcessFigures();

}  // namespace herald
