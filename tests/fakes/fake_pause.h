// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <vector>

#include "delivery/pause.h"
#include "fakes/fake_clock.h"

namespace herald {

// Takes no time but the clock's, and records how long it was asked to last.
class FakePause : public Pause {
 public:
  explicit FakePause(FakeClock& clock) : clock_(clock) {}

  boost::asio::awaitable<void> Until(Deadline time) override {
    pauses.push_back(time - clock_.Now());
    clock_.Advance(pauses.back());
    co_return;
  }

  std::vector<std::chrono::nanoseconds> pauses;

 private:
  FakeClock& clock_;
};

}  // namespace herald
