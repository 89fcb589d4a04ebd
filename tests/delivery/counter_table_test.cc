// SPDX-License-Identifier: Apache-2.0
#include "delivery/counter_table.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>

namespace herald {
namespace {

constexpr std::uint64_t kHighest = ~std::uint64_t{0};

// Hashes that crowd around both ends of the table, where it wraps.
std::uint64_t CrowdedHash(std::mt19937_64& random) {
  const std::uint64_t hash = random() % 64;
  return random() % 2 == 0 ? hash << 52 : kHighest - (hash << 52);
}

TEST(CounterTable, FindsWhatAMapFindsWhateverComesAndGoes) {
  for (int seed = 0; seed < 20; ++seed) {
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    CounterTable table;
    std::map<std::uint64_t, std::int64_t> expected;
    std::int64_t now = 1;
    for (int step = 0; step < 3000; ++step) {
      const std::uint64_t hash =
          seed % 2 == 0 ? CrowdedHash(random) : random() % 500 << 55;
      const std::int64_t time =
          now + 1 + static_cast<std::int64_t>(random() % 200);
      if (std::int64_t* const found = table.Find(hash)) {
        EXPECT_EQ(*found, expected[hash]);
        *found = time;
      } else {
        // What lives must be there; what is dead may be.
        EXPECT_LE(expected[hash], now);
        table.Insert(hash, time, now);
      }
      expected[hash] = time;
      now += static_cast<std::int64_t>(random() % 3);
      table.Sweep(random() % 8, now);
    }
    for (const auto& [hash, time] : expected) {
      const std::int64_t* const found = table.Find(hash);
      EXPECT_TRUE(found != nullptr || time <= now);
      EXPECT_TRUE(found == nullptr || *found == time);
    }
  }
}

TEST(CounterTable, LetsTheDeadGoAndGivesTheirMemoryBack) {
  CounterTable table;
  std::mt19937_64 random(1);
  for (int i = 0; i < 10'000; ++i)
    table.Insert(random(), i < 10 ? 200 : 100, 1);
  EXPECT_EQ(table.size(), 10'000U);
  const std::size_t full = table.capacity();
  EXPECT_LT(full, 10'000U * 100 / 64 + 16);
  table.Sweep(4 * full, 99);
  EXPECT_EQ(table.size(), 10'000U);
  table.Sweep(4 * full, 100);
  EXPECT_EQ(table.size(), 10U);
  EXPECT_EQ(table.capacity(), 17U);
  table.Sweep(4 * full, 200);
  EXPECT_EQ(table.size(), 0U);
  table.Sweep(1, 1000);
}

TEST(CounterTable, GrowsOnlyByWhatLives) {
  CounterTable table;
  std::mt19937_64 random(1);
  for (std::int64_t now = 1; now < 20'000; ++now)
    table.Insert(random(), now + 100, now);
  EXPECT_LT(table.capacity(), 200U);
}

// So the 20 million counters of ten million recipients with a limit and a
// cool-down take half a gibibyte.
TEST(CounterTable, TakesAtMost26BytesForEachEntry) {
  CounterTable table;
  std::mt19937_64 random(1);
  for (std::size_t i = 1; i <= 100'000; ++i) {
    table.Insert(random(), 2, 1);
    EXPECT_LE(table.capacity() * 16, std::max<std::size_t>(i, 100) * 26);
  }
}

TEST(CounterTable, EvictsTheStalestOfThoseNearby) {
  CounterTable table;
  EXPECT_EQ(table.EvictNear(7), 0);
  // All of one home, so that their order is the order of insertion.
  for (std::uint64_t i = 0; i < 12; ++i) {
    const std::int64_t times[] = {50, 40, 30, 60, 70, 80, 90, 95, 9, 8, 7, 6};
    table.Insert(i, times[i], 1);
  }
  EXPECT_EQ(table.EvictNear(3), 30);
  EXPECT_EQ(table.Find(2), nullptr);
  EXPECT_EQ(table.size(), 11U);
  for (const std::uint64_t other : {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    EXPECT_NE(table.Find(other), nullptr);
  for (int i = 0; i < 11; ++i) EXPECT_NE(table.EvictNear(kHighest), 0);
  EXPECT_EQ(table.EvictNear(kHighest), 0);
}

}  // namespace
}  // namespace herald
