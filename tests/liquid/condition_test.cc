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

// Counts how often it is asked.
class Counted : public Object {
 public:
  Value Find(std::string_view name) const override {
    ++asked_;
    return name == "n" ? Value(7) : Value();
  }

  int asked() const { return asked_; }

 private:
  mutable int asked_ = 0;
};

TEST(SharedVariables, AreLookedUpOnceForAllConditions) {
  const Counted variables;
  SharedVariables shared(variables);
  const Condition seven = Condition::Parse("n == 7").value();
  const Condition eight = Condition::Parse("n == 8 or m").value();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(seven.Holds(shared).value(), true);
    EXPECT_EQ(eight.Holds(shared).value(), false);
  }
  EXPECT_EQ(variables.asked(), 2) << "for n and for m";
}

TEST(SharedVariables, LetEachConditionFailForItself) {
  const Counted variables;
  SharedVariables shared(variables);
  const Condition wrong = Condition::Parse("n < 'a'").value();
  const Condition right = Condition::Parse("n < 8").value();
  EXPECT_FALSE(wrong.Holds(shared).ok());
  EXPECT_EQ(right.Holds(shared).value(), true);
  EXPECT_FALSE(wrong.Holds(shared).ok());
}

}  // namespace
}  // namespace herald::liquid
