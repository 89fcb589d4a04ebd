// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include "delivery/engine.h"

namespace herald {

// One I/O thread as the gRPC edge sees it: where a call's coroutine runs, and
// the engine that belongs to that thread. A call stays on one lane.
struct Lane {
  boost::asio::any_io_executor executor;
  Engine* engine;
};

}  // namespace herald
