// SPDX-License-Identifier: Apache-2.0
#include "delivery/rate_limits.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "delivery/from_text.h"
#include "delivery/recipient_facts.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<LimitUse> UsesOf(const RateLimits& limits,
                             const v1::Notification& notification) {
  std::vector<LimitUse> uses;
  limits.AddUses(notification, FactsOf(notification), uses);
  return uses;
}

TEST(RateLimits, CountWhatTheNotificationHasInTheirOrder) {
  FieldViolations violations;
  const RateLimits limits(FromText<v1::Guard>(R"(
        limits { name: 'all' by: LIMIT_KEY_GLOBAL count: 1000 per { seconds: 1 }
                 burst: 20 }
        limits { name: 'ip' by: LIMIT_KEY_IP count: 1 per { seconds: 1 } }
        limits { name: 'range' by: LIMIT_KEY_NUMBER_RANGE count: 3
                 per { seconds: 600 } range_digits: 4 }
        limits { name: 'default' by: LIMIT_KEY_NUMBER_RANGE count: 1
                 per { seconds: 2678400 } })")
                              .limits(),
                          violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  const auto uses =
      UsesOf(limits,
             FromText<v1::Notification>("phone { recipient: '+12024561111' }"));
  ASSERT_EQ(uses.size(), 3U);
  EXPECT_EQ(uses[0].limit->name, "all");
  EXPECT_EQ(uses[0].limit->interval, std::chrono::milliseconds(1));
  EXPECT_EQ(uses[0].limit->burst, 20);
  EXPECT_EQ(uses[0].key, "all/7/all");
  EXPECT_EQ(uses[1].limit->interval, std::chrono::seconds(200));
  EXPECT_EQ(uses[1].limit->burst, 3);
  EXPECT_EQ(uses[1].key, "range/2/+1202456");
  EXPECT_EQ(uses[2].key, "default/2/+12024561");
  EXPECT_THAT(UsesOf(RateLimits(), {}), IsEmpty());
}

TEST(RateLimits, NameEveryMistake) {
  FieldViolations violations;
  const RateLimits limits(FromText<v1::Guard>(R"(
        limits { name: 'a' by: LIMIT_KEY_IP count: 0 per { seconds: 1 } }
        limits { name: 'b' by: LIMIT_KEY_IP count: 1 per { nanos: 9 } }
        limits { name: 'c' by: LIMIT_KEY_IP count: 1 per { seconds: 9 }
                 range_digits: 3 }
        limits { name: 'd' by: LIMIT_KEY_NUMBER_RANGE count: 1
                 per { seconds: 9 } range_digits: 9 }
        limits { name: 'resend_cooldown' by: LIMIT_KEY_IP count: 1
                 per { seconds: 9 } }
        limits { name: 'e' by: LIMIT_KEY_IP count: 1 per { seconds: 2678400 }
                 burst: 1200 }
        limits { name: 'f' by: LIMIT_KEY_IP count: 1 per { seconds: 9 }
                 burst: -1 })")
                              .limits(),
                          violations);
  const std::string burst = "must be at least 1 and refill within 100 years";
  EXPECT_THAT(
      violations.all(),
      ElementsAre(
          FieldViolation{"limits[0].count", "must be 1 to 1000000000"},
          FieldViolation{"limits[1].per", "must be 1s to 744h"},
          FieldViolation{"limits[2].range_digits", "is for number_range alone"},
          FieldViolation{"limits[3].range_digits", "must be 1 to 8"},
          FieldViolation{"limits[4].name", "is the name of the cool-down"},
          FieldViolation{"limits[5].burst", burst},
          FieldViolation{"limits[6].burst", burst}));
}

}  // namespace
}  // namespace herald
