// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// SIGTERM, SIGINT and SIGHUP as events instead of the process's end. Make it on
// main's thread before any other thread exists, so that all inherit what is
// blocked.
class Signals {
 public:
  // What was asked for, and by which signal.
  struct Request {
    enum class Action { kStop, kReload };

    Action action;
    std::string_view signal;
  };

  Signals();

  // Waits for the next. Once it was told to stop, a second signal to stop ends
  // the process at once with exit code 1.
  Request Wait();
};

}  // namespace herald
