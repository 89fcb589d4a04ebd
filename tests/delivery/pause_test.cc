// SPDX-License-Identifier: Apache-2.0
#include "delivery/pause.h"

#include <gtest/gtest.h>

#include "fakes/await.h"

namespace herald {
namespace {

// The time after a pause until `time`.
boost::asio::awaitable<Deadline> TimeAfterPause(Deadline time) {
  TimerPause pause;
  co_await pause.Until(time);
  co_return std::chrono::steady_clock::now();
}

TEST(TimerPause, EndsAtItsTime) {
  const Deadline time =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(3);
  EXPECT_GE(Await(TimeAfterPause(time)), time);
}

TEST(TimerPause, TakesNoTimeForATimeThatIsOver) {
  const Deadline now = std::chrono::steady_clock::now();
  EXPECT_LT(Await(TimeAfterPause(now - std::chrono::hours(1))),
            now + std::chrono::minutes(1));
}

}  // namespace
}  // namespace herald
