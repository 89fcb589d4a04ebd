// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace herald {

// How many of the latest attempts failed. Counts by slices of a tenth of the
// window, so that its memory does not grow with the attempts; what it covers is
// up to one slice shorter than the window. One thread at a time.
class AttemptWindow {
 public:
  explicit AttemptWindow(std::chrono::nanoseconds length)
      : slice_length_(length / kSlices) {}

  // A time before the latest one counts as that.
  void Count(bool has_failed, std::chrono::steady_clock::time_point now);

  void Clear();

  // As of the latest Count.
  std::int64_t attempts() const { return total_.attempts; }
  std::int64_t failures() const { return total_.failures; }

 private:
  struct Counts {
    std::int64_t attempts = 0;
    std::int64_t failures = 0;
  };

  static constexpr std::int64_t kSlices = 10;

  void MoveTo(std::int64_t number);
  Counts& SliceOf(std::int64_t number) { return slices_[number % kSlices]; }

  const std::chrono::nanoseconds slice_length_;
  std::array<Counts, kSlices> slices_;
  Counts total_;

  // The latest slice's number since the clock's beginning.
  std::int64_t latest_ = 0;
};

}  // namespace herald
