// SPDX-License-Identifier: Apache-2.0
#include "delivery/keyed_hash.h"

#include <gmock/gmock.h>

#include <string>

namespace herald {
namespace {

// The values are those of another implementation, for texts of one, eight,
// nine and more bytes.
TEST(KeyedHash, IsSipHash13) {
  const KeyedHash hash(0, 0);
  EXPECT_EQ(hash("a"), 4644417185603328019U);
  EXPECT_EQ(hash("+1808555"), 17545736438562204667U);
  EXPECT_EQ(hash("+18085555"), 2215296410433743066U);
  EXPECT_EQ(hash("+18085555555"), 3806260848561235434U);
  std::string text;
  for (char c = 0; c < 64; ++c) text += c;
  EXPECT_EQ(hash(text), 8493894268803903686U);
}

TEST(KeyedHash, DependsOnAllOfItsKey) {
  EXPECT_NE(KeyedHash(0, 0)("a"), KeyedHash(1, 0)("a"));
  EXPECT_NE(KeyedHash(0, 0)("a"), KeyedHash(0, 1)("a"));
}

TEST(KeyedHash, HasAKeyOfItsOwnUnlessCopied) {
  const KeyedHash one, other;
  EXPECT_NE(one("a"), other("a"));
  EXPECT_EQ(KeyedHash(one)("a"), one("a"));
}

}  // namespace
}  // namespace herald
