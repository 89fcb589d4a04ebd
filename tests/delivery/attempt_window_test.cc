// SPDX-License-Identifier: Apache-2.0
#include "delivery/attempt_window.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const std::chrono::steady_clock::time_point kStart{seconds(1'000'000)};

TEST(AttemptWindow, CountsAttemptsAndFailures) {
  AttemptWindow window(seconds(10));
  window.Count(true, kStart);
  window.Count(false, kStart + seconds(3));
  window.Count(true, kStart + seconds(9));
  EXPECT_EQ(window.attempts(), 3);
  EXPECT_EQ(window.failures(), 2);
}

TEST(AttemptWindow, ForgetsWhatIsOlderThanItself) {
  AttemptWindow window(seconds(10));
  for (int second = 0; second < 10; ++second)
    window.Count(second < 4, kStart + seconds(second));
  window.Count(false, kStart + seconds(12));
  EXPECT_EQ(window.attempts(), 8);  // Those of the seconds 3 to 9, and 12.
  EXPECT_EQ(window.failures(), 1);

  window.Count(false, kStart + seconds(1000));
  EXPECT_EQ(window.attempts(), 1);
  EXPECT_EQ(window.failures(), 0);
}

TEST(AttemptWindow, CountsATimeBeforeTheLatestAsThat) {
  AttemptWindow window(seconds(10));
  window.Count(true, kStart + seconds(5));
  window.Count(true, kStart);
  EXPECT_EQ(window.failures(), 2);
  window.Count(false, kStart + milliseconds(14'999));
  EXPECT_EQ(window.failures(), 2);
  window.Count(false, kStart + seconds(15));
  EXPECT_EQ(window.failures(), 0);
  EXPECT_EQ(window.attempts(), 2);
}

TEST(AttemptWindow, IsEmptyOnceCleared) {
  AttemptWindow window(seconds(10));
  window.Count(true, kStart);
  window.Clear();
  EXPECT_EQ(window.attempts(), 0);
  window.Count(false, kStart + seconds(10));
  EXPECT_EQ(window.attempts(), 1);
  EXPECT_EQ(window.failures(), 0);
}

}  // namespace
}  // namespace herald
