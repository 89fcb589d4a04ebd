// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// SIGTERM and SIGINT as events instead of the process's end. Make it on main's
// thread before any other thread exists, so that all inherit what is blocked.
class StopSignals {
 public:
  StopSignals();

  // Waits for the first, and returns its name. From then on, a second one ends
  // the process at once with exit code 1.
  std::string_view Wait();
};

}  // namespace herald
