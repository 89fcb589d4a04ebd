// SPDX-License-Identifier: Apache-2.0
#include "delivery/cell_rate.h"

#include <gmock/gmock.h>

#include <chrono>

namespace herald {
namespace {

using std::chrono::nanoseconds;

Limit OneIn(std::int64_t interval, std::int64_t burst) {
  return {.interval = nanoseconds(interval), .burst = burst};
}

TEST(CellRate, AllowsTheBurstAtOnceAndThenOneInEachInterval) {
  const Limit limit = OneIn(10, 3);
  std::int64_t time = 0;
  std::int64_t now = 1000;
  for (int i = 0; i < 3; ++i) {
    const CellTaking taking = TakeCell(limit, time, now);
    EXPECT_EQ(taking.retry_after, 0) << i;
    time = taking.time;
  }
  EXPECT_EQ(time, 1030);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(TakeCell(limit, time, now).retry_after, 10);
    EXPECT_EQ(TakeCell(limit, time, now).time, time);
    EXPECT_EQ(TakeCell(limit, time, now + 7).retry_after, 3);
    now += 10;
    const CellTaking taking = TakeCell(limit, time, now);
    EXPECT_EQ(taking.retry_after, 0);
    time = taking.time;
  }
}

TEST(CellRate, RefillsTheBurstWithTimeAndNoFurther) {
  const Limit limit = OneIn(10, 3);
  const std::int64_t time = 1030;
  const std::int64_t remaining[] = {0, 1, 2, 3, 3};
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(CellState(limit, time, 1000 + 10 * i).remaining, remaining[i]);
  EXPECT_EQ(CellState(limit, time, 1009).remaining, 0);
  EXPECT_EQ(CellState(limit, time, 1009).retry_after, nanoseconds(1));
  EXPECT_EQ(CellState(limit, time, 1010).retry_after, nanoseconds(0));
  EXPECT_EQ(CellState(limit, 0, 1000).remaining, 3);
}

TEST(CellRate, GivesBackWhatWasTaken) {
  const Limit limit = OneIn(10, 1);
  const CellTaking taking = TakeCell(limit, 0, 1000);
  EXPECT_GT(TakeCell(limit, taking.time, 1000).retry_after, 0);
  const std::int64_t time = GiveCellBack(limit, taking.time);
  EXPECT_EQ(TakeCell(limit, time, 1000).retry_after, 0);
  // What was never taken adds nothing to the burst.
  const std::int64_t surplus = GiveCellBack(limit, GiveCellBack(limit, time));
  EXPECT_EQ(CellState(limit, surplus, 1000).remaining, 1);
  EXPECT_GT(GiveCellBack(limit, 1), 0);
}

TEST(CellRate, DoesNotBindLongerThanTheLimitItHasBecome) {
  const std::int64_t time = 1000 + 3'600'000;
  const Limit limit = OneIn(10, 3);
  EXPECT_EQ(TakeCell(limit, time, 1000).retry_after, 10);
  EXPECT_EQ(CellState(limit, time, 1000).retry_after, nanoseconds(10));
}

TEST(CellRate, HoldsTheLargestLimitsThereAre) {
  const std::int64_t year = 365LL * 24 * 3600 * 1'000'000'000;
  const Limit limit = OneIn(year, 100);
  const CellTaking taking = TakeCell(limit, 0, 20 * year);
  EXPECT_EQ(taking.retry_after, 0);
  EXPECT_EQ(CellState(limit, taking.time, 20 * year).remaining, 99);
  EXPECT_EQ(CellState(OneIn(1, 1'000'000'000), 0, 1).remaining, 1'000'000'000);
}

}  // namespace
}  // namespace herald
