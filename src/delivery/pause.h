// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>

#include "delivery/clock.h"

namespace herald {

// Lets time pass between attempts. Tests hand in one that takes none.
class Pause {
 public:
  virtual ~Pause() = default;

  // Ends at `time`, or at once if that is over.
  virtual boost::asio::awaitable<void> Until(Deadline time) = 0;
};

// Real time, by a timer of the thread that waits. Any thread may call it.
class TimerPause : public Pause {
 public:
  boost::asio::awaitable<void> Until(Deadline time) override;
};

}  // namespace herald
