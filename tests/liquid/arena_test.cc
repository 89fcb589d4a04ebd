// SPDX-License-Identifier: Apache-2.0
#include "liquid/arena.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string_view>

namespace herald::liquid {
namespace {

// Whether AddressSanitizer would complain about touching this byte. All may be
// touched without it.
bool IsClosed(const char* memory) {
#ifdef __SANITIZE_ADDRESS__
  return __asan_address_is_poisoned(memory) != 0;
#else
  (void)memory;
  return false;
#endif
}

#ifdef __SANITIZE_ADDRESS__
constexpr bool kIsWatched = true;
#else
constexpr bool kIsWatched = false;
#endif

TEST(Arena, ClosesWhatItHasNotHandedOut) {
  Arena arena(1 << 20);
  const char* text = arena.Copy("hello").data();
  EXPECT_FALSE(IsClosed(text + 4));
  EXPECT_EQ(IsClosed(text + 5), kIsWatched);
}

TEST(Arena, ClosesWhatWasGivenBack) {
  Arena arena(1 << 20);
  const char* kept = arena.Allocate(100);
  const Arena::Mark mark = arena.Here();
  const char* small = arena.Allocate(100);
  const char* large = arena.Allocate(100'000);
  arena.ReturnTo(mark);
  EXPECT_FALSE(IsClosed(kept));
  EXPECT_EQ(IsClosed(small), kIsWatched);
  EXPECT_EQ(IsClosed(large), kIsWatched);
  EXPECT_EQ(IsClosed(large + 99'999), kIsWatched);
  EXPECT_EQ(arena.Allocate(100), small);
  EXPECT_FALSE(IsClosed(small + 99));
}

TEST(Arena, MakesTheNewestAllocationLargerAndSmallerInPlace) {
  Arena arena(1 << 20);
  char* first = arena.Allocate(10);
  char* newest = arena.Allocate(10);
  EXPECT_FALSE(arena.Extend(first, 10, 100));
  ASSERT_TRUE(arena.Extend(newest, 10, 100));
  std::memset(newest, 'x', 100);
  arena.GiveBack(newest, 100, 20);
  EXPECT_FALSE(IsClosed(newest + 19));
  EXPECT_EQ(IsClosed(newest + 20), kIsWatched);
  EXPECT_EQ(arena.Allocate(1), newest + 32);
  EXPECT_FALSE(arena.Extend(newest, 32, 1 << 20));
}

TEST(Arena, UsesItsBlocksAgain) {
  Arena arena(1 << 20);
  const Arena::Mark mark = arena.Here();
  const char* block = arena.Allocate(10'000);
  arena.ReturnTo(mark);
  EXPECT_EQ(arena.Allocate(10'000), block);
  EXPECT_FALSE(IsClosed(block + 9'999));
}

}  // namespace
}  // namespace herald::liquid
