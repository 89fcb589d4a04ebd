// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "absl/time/time.h"
#include "delivery/clock.h"

namespace herald {

// A clock that stands still until a test advances it.
class FakeClock : public Clock {
 public:
  std::chrono::steady_clock::time_point Now() const override { return now_; }
  absl::Time WallNow() const override { return wall_now_; }

  void Advance(std::chrono::nanoseconds duration) {
    now_ += duration;
    wall_now_ += absl::FromChrono(duration);
  }

 private:
  std::chrono::steady_clock::time_point now_ = std::chrono::steady_clock::now();
  absl::Time wall_now_ = absl::FromUnixSeconds(1'800'000'000);
};

}  // namespace herald
