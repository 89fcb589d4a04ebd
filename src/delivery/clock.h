// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace herald {

// The one absolute point in time at which a delivery has to be over. Made once
// a call, passed down unchanged.
using Deadline = std::chrono::steady_clock::time_point;

// Tells the time. Tests hand in one that stands still. Any thread may call it.
class Clock {
 public:
  virtual ~Clock() = default;

  // The time that durations and deadlines are measured in.
  virtual std::chrono::steady_clock::time_point Now() const = 0;

  // The time of day, which dates and `expire_time` are measured in.
  virtual absl::Time WallNow() const = 0;
};

// The machine's own clocks.
class SystemClock : public Clock {
 public:
  std::chrono::steady_clock::time_point Now() const override {
    return std::chrono::steady_clock::now();
  }
  absl::Time WallNow() const override { return absl::Now(); }
};

}  // namespace herald
