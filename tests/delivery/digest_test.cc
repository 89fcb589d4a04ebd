// SPDX-License-Identifier: Apache-2.0
#include "delivery/digest.h"

#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

TEST(Digest, IsTheHeadOfASha256OverSizesAndTexts) {
  // printf '\0\0\0\0\0\0\0\007order-1' | sha256sum
  const Digest expected{0xac724b774f059003, 0xa1b1995ecbb9890f};
  EXPECT_EQ(DigestOf({"order-1"}), expected);
  EXPECT_EQ(DigestOf({"order-1"}), expected) << "nothing is left of the first";
}

TEST(Digest, TellsWhereATextEnds) {
  EXPECT_NE(DigestOf({"ab", "c"}), DigestOf({"a", "bc"}));
  EXPECT_NE(DigestOf({"abc"}), DigestOf({"abc", ""}));
  EXPECT_NE(DigestOf({}), DigestOf({""}));
}

TEST(Digest, TakesLongTexts) {
  const std::string text(1'000'000, 'x');
  EXPECT_EQ(DigestOf({text}), DigestOf({text}));
  EXPECT_NE(DigestOf({text}), DigestOf({text + "x"}));
}

}  // namespace
}  // namespace herald
