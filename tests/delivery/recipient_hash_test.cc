// SPDX-License-Identifier: Apache-2.0
#include "delivery/recipient_hash.h"

#include <gmock/gmock.h>

#include <string>

namespace herald {
namespace {

using ::testing::MatchesRegex;

// RFC 4231's cases, cut to 16 digits.
TEST(RecipientHash, IsHmacSha256) {
  const std::string cases[][3] = {
      {std::string(20, '\x0b'), "Hi There", "b0344c61d8db3853"},
      {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'), "773ea91e36800e46"},
      {std::string(131, '\xaa'),
       "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f"},
  };
  for (const auto& [key, text, expected] : cases) {
    const RecipientHash hash(key);
    EXPECT_EQ(hash(text), expected);
    EXPECT_EQ(hash(text), expected) << "again";
  }
}

TEST(RecipientHash, HasARandomKeyUnlessOneIsGiven) {
  const RecipientHash one;
  const RecipientHash other;
  EXPECT_THAT(one("+18085550100"), MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(one("+18085550100"), one("+18085550100"));
  EXPECT_NE(one("+18085550100"), other("+18085550100"));
}

}  // namespace
}  // namespace herald
