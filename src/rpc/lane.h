// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "delivery/delivery_recorder.h"
#include "delivery/engine.h"
#include "delivery/recipient_hash.h"
#include "rpc/wording.h"

namespace herald {

// What a call needs of one load of the configuration, on its lane.
struct LaneSetup {
  Engine* engine;
  const Wording* wording;
  const RecipientHash* hash;
};

// One I/O thread as the gRPC edge sees it: where a call's coroutine runs, and
// what is in force there. A call stays on one lane.
struct Lane {
  boost::asio::any_io_executor executor;

  // Read on the lane's thread alone, which also puts another setup in its
  // place. A call holds on to the setup that it began with.
  const std::shared_ptr<const LaneSetup>* setup;

  // Used on the lane's thread alone.
  DeliveryRecorder* recorder;
};

}  // namespace herald
