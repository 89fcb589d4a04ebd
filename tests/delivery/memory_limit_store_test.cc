// SPDX-License-Identifier: Apache-2.0
#include "delivery/memory_limit_store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <thread>
#include <vector>

#include "fakes/await.h"
#include "fakes/fake_clock.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Limit kTwo{.name = "two", .interval = seconds(10), .burst = 2};
const Limit kOne{.name = "one", .interval = minutes(1), .burst = 1};

class MemoryLimitStoreTest : public testing::Test {
 protected:
  bool Take(const Limit& limit, const std::string& key) {
    const std::vector<LimitUse> uses = {{&limit, key}};
    return !Await(context_, store_.Take(uses)).has_value();
  }
  LimitState Peek(const Limit& limit, const std::string& key) {
    const std::vector<LimitUse> uses = {{&limit, key}};
    return Await(store_.Peek(uses))[0];
  }

  // Takes one for each of `count` keys, with a step of time before each.
  // Returns how many were allowed.
  int TakeDistinct(int count, const std::string& name, milliseconds step) {
    int taken = 0;
    for (int i = 0; i < count; ++i) {
      clock_.Advance(step);
      if (Take(kOne, fmt::format("{} {}", name, i))) ++taken;
    }
    return taken;
  }

  FakeClock clock_;
  boost::asio::io_context context_{1};
  MemoryLimitStore store_{1'000'000, clock_};
};

TEST_F(MemoryLimitStoreTest, CountsEachKeyByItself) {
  EXPECT_TRUE(Take(kTwo, "a"));
  EXPECT_TRUE(Take(kTwo, "a"));
  EXPECT_FALSE(Take(kTwo, "a"));
  EXPECT_TRUE(Take(kTwo, "b"));
  EXPECT_EQ(Peek(kTwo, "a").remaining, 0);
  EXPECT_EQ(Peek(kTwo, "a").retry_after, seconds(10));
  EXPECT_EQ(Peek(kTwo, "b").remaining, 1);
  EXPECT_EQ(Peek(kTwo, "never seen").remaining, 2);
  clock_.Advance(seconds(9));
  EXPECT_FALSE(Take(kTwo, "a"));
  clock_.Advance(seconds(1));
  EXPECT_TRUE(Take(kTwo, "a"));
  EXPECT_FALSE(Take(kTwo, "a"));
}

TEST_F(MemoryLimitStoreTest, TakesAllOrNothing) {
  const std::vector<LimitUse> uses = {{&kTwo, "a"}, {&kOne, "b"}, {&kTwo, "c"}};
  EXPECT_EQ(Await(store_.Take(uses)), std::nullopt);
  clock_.Advance(seconds(1));
  const std::optional<LimitRefusal> refusal = Await(store_.Take(uses));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->index, 1U);
  EXPECT_EQ(refusal->retry_after, seconds(59));
  EXPECT_EQ(Peek(kTwo, "a").remaining, 1);
  EXPECT_EQ(Peek(kTwo, "c").remaining, 1);
}

TEST_F(MemoryLimitStoreTest, GivesBackWhatWasTaken) {
  const std::vector<LimitUse> uses = {{&kTwo, "a"}, {&kOne, "b"}};
  EXPECT_EQ(Await(store_.Take(uses)), std::nullopt);
  Await(store_.GiveBack(uses));
  EXPECT_EQ(Peek(kTwo, "a").remaining, 2);
  EXPECT_TRUE(Take(kOne, "b"));
  Await(store_.GiveBack(uses));
  Await(store_.GiveBack(uses));
  EXPECT_EQ(Peek(kOne, "b").remaining, 1);
}

TEST_F(MemoryLimitStoreTest, LetsCountersLeaveThatAreUnusedAgain) {
  EXPECT_EQ(TakeDistinct(50'000, "burst", milliseconds(0)), 50'000);
  EXPECT_EQ(store_.counters(), 50'000);
  const std::int64_t full = store_.bytes();
  EXPECT_LT(full, 50'000 * 16 * 2);
  // Whoever comes by clears up, a little each time.
  EXPECT_EQ(TakeDistinct(70'000, "later", milliseconds(100)), 70'000);
  EXPECT_LT(store_.counters(), 3000);
  EXPECT_LT(store_.bytes(), full / 2);
  EXPECT_EQ(store_.evictions(), 0);
}

TEST_F(MemoryLimitStoreTest, ClearsUpEvenIfOneKeyAloneIsUsed) {
  TakeDistinct(5'000, "burst", milliseconds(0));
  const std::vector<LimitUse> uses = {{&kTwo, "one"}};
  for (int i = 0; i < 40'000; ++i) {
    clock_.Advance(milliseconds(10));
    Await(context_, store_.Take(uses));
  }
  EXPECT_EQ(store_.counters(), 1);
}

TEST_F(MemoryLimitStoreTest, KeepsNoMoreCountersThanItMay) {
  constexpr std::int64_t kParts = 1024;
  for (const int most : {20'000, 10'000}) {
    store_.SetMaxCounters(most);
    EXPECT_EQ(TakeDistinct(40'000, std::to_string(most), milliseconds(0)),
              40'000);
    EXPECT_LE(store_.counters(), most + kParts);
    EXPECT_GE(store_.counters(), most);
  }
  EXPECT_GT(store_.evictions(), 60'000);
  // Those that came last are there.
  EXPECT_FALSE(Take(kOne, "10000 39999"));
}

TEST(MemoryLimitStore, NeverAllowsMoreThanTheBurstHoweverManyAsk) {
  constexpr int kThreads = 4;
  constexpr int kKeys = 50;
  constexpr int kBurst = 40;
  const FakeClock clock;
  MemoryLimitStore store(10'000, clock);
  const Limit limit{.name = "l", .interval = minutes(1), .burst = kBurst};
  const Limit full{.name = "f", .interval = minutes(1), .burst = 1};
  const std::vector<LimitUse> all = {{&full, "full"}};
  ASSERT_EQ(Await(store.Take(all)), std::nullopt);
  std::vector<std::vector<int>> taken(kThreads, std::vector<int>(kKeys));
  std::vector<std::thread> threads;
  for (std::vector<int>& mine : taken) {
    threads.emplace_back([&] {
      for (int i = 0; i < kKeys * kBurst; ++i) {
        const int key = i % kKeys;
        const std::vector<LimitUse> uses = {{&limit, std::to_string(key)}};
        // Nothing is left of this beyond the refusal.
        std::vector<LimitUse> refused = uses;
        refused.push_back(all[0]);
        EXPECT_TRUE(i % 7 != 0 || Await(store.Take(refused)));
        if (!Await(store.Take(uses))) ++mine[static_cast<std::size_t>(key)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t key = 0; key < kKeys; ++key) {
    int sum = 0;
    for (const std::vector<int>& mine : taken) sum += mine[key];
    EXPECT_LE(sum, kBurst);
    const std::vector<LimitUse> uses = {{&limit, std::to_string(key)}};
    EXPECT_EQ(Await(store.Peek(uses))[0].remaining, kBurst - sum);
  }
}

}  // namespace
}  // namespace herald
