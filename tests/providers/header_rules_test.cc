// SPDX-License-Identifier: Apache-2.0
#include "providers/header_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

TEST(HeaderRules, ANameIsAToken) {
  for (const std::string name : {"X-Api-Key", "a", "!#$%&'*+-.^_`|~09Az"}) {
    EXPECT_TRUE(IsHeaderName(name)) << name;
  }
  for (const std::string name :
       {"", "X Key", "X:Key", "X\nKey", "X\r\nKey", "Clé", "X(1)"}) {
    EXPECT_FALSE(IsHeaderName(name)) << name;
  }
  EXPECT_TRUE(IsHeaderName(std::string(128, 'x')));
  EXPECT_FALSE(IsHeaderName(std::string(129, 'x')));
}

TEST(HeaderRules, AValueHoldsNoControlCharacters) {
  for (const std::string value : {"", "a b", "a\tb", "Bearer x", "é"}) {
    EXPECT_TRUE(IsHeaderValue(value)) << value;
  }
  for (const std::string& value :
       {std::string("a\nb"), std::string("a\r\nX-Other: b"), std::string("\r"),
        std::string("a\0b", 3), std::string("\x7f"), std::string("a\n")}) {
    EXPECT_FALSE(IsHeaderValue(value)) << value;
  }
}

TEST(HeaderRules, KnowsWhatTheClientSets) {
  for (const std::string name : {"Host", "host", "CONTENT-LENGTH", "Connection",
                                 "Transfer-Encoding", "Accept-Encoding"}) {
    EXPECT_TRUE(IsClientHeader(name)) << name;
  }
  EXPECT_FALSE(IsClientHeader("Content-Type"));
  EXPECT_FALSE(IsClientHeader("X-Host"));
}

}  // namespace
}  // namespace herald
