// SPDX-License-Identifier: Apache-2.0
#include "http/alarm.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace herald {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Alarm, RingsInTheOrderOfTimeAndOnce) {
  boost::asio::io_context context;
  AlarmClock clock(context.get_executor());
  std::string rung;
  Alarm late(clock, [&] { rung += "late "; });
  Alarm early(clock, [&] { rung += "early "; });
  Alarm cleared(clock, [&] { rung += "cleared "; });
  Alarm moved(clock, [&] { rung += "moved "; });
  const auto now = std::chrono::steady_clock::now();
  late.Set(now + milliseconds(3));
  early.Set(now + milliseconds(1));
  cleared.Set(now + milliseconds(1));
  moved.Set(now + hours(1));
  moved.Set(now + milliseconds(2));
  cleared.Clear();
  context.run();
  EXPECT_EQ(rung, "early moved late ");
  EXPECT_FALSE(late.is_set());
}

TEST(Alarm, MaySetItselfAndClearOthersWhileItRings) {
  boost::asio::io_context context;
  AlarmClock clock(context.get_executor());
  const auto now = std::chrono::steady_clock::now();
  int rings = 0;
  Alarm other(clock, [&] { rings += 100; });
  std::unique_ptr<Alarm> alarm;
  alarm = std::make_unique<Alarm>(clock, [&] {
    other.Clear();
    if (++rings < 3) alarm->Set(now);
  });
  alarm->Set(now);
  other.Set(now + milliseconds(1));
  context.run();
  EXPECT_EQ(rings, 3);
}

TEST(Alarm, IsNoWorkOnceClearedOrDestroyed) {
  boost::asio::io_context context;
  AlarmClock clock(context.get_executor());
  {
    Alarm one(clock, [] {});
    Alarm two(clock, [] {});
    one.Set(std::chrono::steady_clock::now() + hours(1));
    two.Set(std::chrono::steady_clock::now() + hours(2));
    two.Clear();
  }
  context.run();
}

TEST(AlarmClock, MayBeDestroyedBeforeItsTimerHasRun) {
  boost::asio::io_context context;
  {
    AlarmClock clock(context.get_executor());
    Alarm alarm(clock, [] { FAIL() << "rang after its end"; });
    alarm.Set(std::chrono::steady_clock::now());
  }
  context.run();
}

}  // namespace
}  // namespace herald
