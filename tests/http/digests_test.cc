// SPDX-License-Identifier: Apache-2.0
#include "http/digests.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

TEST(Digests, AreThoseOfTheStandards) {
  // FIPS 180-2's example, and test case 2 of RFC 4231.
  EXPECT_EQ(Hexadecimal(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hexadecimal(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hexadecimal(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hexadecimal(std::string_view("\0\xff", 2)), "00ff");
}

}  // namespace
}  // namespace herald
