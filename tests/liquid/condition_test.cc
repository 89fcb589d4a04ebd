// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

constexpr const char* kConditionData =
    R"({"i": 1, "f": 1.0, "big": 9007199254740993, "s": "abc", "e": "",
        "w": " ", "arr": [1, "a", null], "none": [], "o": {"k": 1}, "eo": {},
        "t": true, "no": false})";

TEST(Condition, ComparesByValue) {
  for (const char* condition :
       {"i == f", "i == 1.0", "big != 9007199254740992", "s == 'abc'",
        "arr == arr", "o == o", "nothing == nil", "i <> 2", "s < 'abd'",
        "(1..3) == (1..3)", "2 > 1", "1 <= 1.0", "t == true"}) {
    EXPECT_TRUE(Holds(condition, kConditionData)) << condition;
  }
  for (const char* condition :
       {"i == '1'", "i == t", "s == 'ABC'", "arr == none", "nothing == no",
        "nothing < 1", "t > no", "arr > none", "o < o", "1 == nil"}) {
    EXPECT_FALSE(Holds(condition, kConditionData)) << condition;
  }
}

TEST(Condition, KnowsEmptyAndBlank) {
  for (const char* condition :
       {"e == empty", "none == empty", "eo == empty", "e == blank",
        "w == blank", "nothing == blank", "no == blank", "eo == blank",
        "blank == w", "w != empty", "nothing != empty"}) {
    EXPECT_TRUE(Holds(condition, kConditionData)) << condition;
  }
  for (const char* condition : {"s == empty", "i == blank", "t == blank",
                                "empty == blank", "i < empty", "w == empty"}) {
    EXPECT_FALSE(Holds(condition, kConditionData)) << condition;
  }
}

TEST(Condition, LooksIntoTextArraysAndObjects) {
  for (const char* condition :
       {"s contains 'bc'", "'a1' contains i", "arr contains 'a'",
        "arr contains 1.0", "o contains 'k'", "(1..3) contains 2",
        "s contains ''"}) {
    EXPECT_TRUE(Holds(condition, kConditionData)) << condition;
  }
  for (const char* condition :
       {"arr contains nil", "nothing contains 'a'", "s contains nothing",
        "o contains 1", "i contains 1", "(1..3) contains 4"}) {
    EXPECT_FALSE(Holds(condition, kConditionData)) << condition;
  }
}

TEST(Condition, FailsWhereTextIsComparedWithANumber) {
  const auto condition = Condition::Parse("s > 1").value();
  const auto holds = condition.Holds(JsonVariables(kConditionData));
  EXPECT_EQ(holds.status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace herald::liquid
