// SPDX-License-Identifier: Apache-2.0
#include "delivery/attempt_window.h"

#include <algorithm>

namespace herald {

void AttemptWindow::Count(bool has_failed,
                          std::chrono::steady_clock::time_point now) {
  MoveTo(now.time_since_epoch() / slice_length_);
  for (Counts* counts : {&SliceOf(latest_), &total_}) {
    ++counts->attempts;
    if (has_failed) ++counts->failures;
  }
}

void AttemptWindow::Clear() {
  slices_.fill({});
  total_ = {};
}

void AttemptWindow::MoveTo(std::int64_t number) {
  if (number - latest_ >= kSlices) Clear();
  const std::int64_t first_left = std::max(latest_, number - kSlices) + 1;
  for (std::int64_t entered = first_left; entered <= number; ++entered) {
    Counts& slice = SliceOf(entered);
    total_.attempts -= slice.attempts;
    total_.failures -= slice.failures;
    slice = {};
  }
  latest_ = std::max(latest_, number);
}

}  // namespace herald
