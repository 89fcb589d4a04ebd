// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "rpc/notification_service.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;

TEST(DeliveryDeadline, IsTheCallersLessTheAnswersWayBackOrTheMaximum) {
  const FakeClock clock;
  const system_clock::time_point now = absl::ToChronoTime(clock.WallNow());
  const struct {
    system_clock::time_point caller;
    std::chrono::nanoseconds from_now;
  } kCases[] = {
      {system_clock::time_point::max(), 20s},
      {now + 1h, 20s},
      {now + 30s, 20s},
      {now + 10s, 9900ms},
      {now + 100ms, 90ms},
      {now, 0s},
      {now - 5s, -5s},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(DeliveryDeadline(c.caller, 20s, clock) - clock.Now(), c.from_now);
  }
}

}  // namespace
}  // namespace herald
