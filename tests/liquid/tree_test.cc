// SPDX-License-Identifier: Apache-2.0
#include "liquid/tree.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "liquid/json.h"

namespace herald::liquid {
namespace {

std::string JsonOf(const Value& value) {
  std::string out;
  StringText json(&out);
  EXPECT_TRUE(AppendJsonValue(value, &json));
  json.Finish();
  return out;
}

TEST(Tree, KeepsMembersInOrderAndFindsEach) {
  Arena arena(std::numeric_limits<std::size_t>::max());
  std::vector<Member> members;
  for (int i = 0; i < 20; ++i) {
    members.push_back({arena.Copy("n" + std::to_string(19 - i)), Value(i)});
    const Value object = NewObject(members, arena);
    EXPECT_EQ(object.Find("n19").integer(), 0);
    EXPECT_EQ(object.Find(members.back().name).integer(), i);
    EXPECT_TRUE(object.Find("n20").is_nil());
  }
  EXPECT_EQ(JsonOf(NewObject({}, arena)), "{}");
}

TEST(Tree, MakesListsOfWhatHasOneName) {
  Arena arena(std::numeric_limits<std::size_t>::max());
  const auto joined = [&](std::vector<Member> members) {
    return JsonOf(NewObject(WithLists(std::move(members), arena), arena));
  };
  EXPECT_EQ(joined({}), "{}");
  EXPECT_EQ(joined({{"a", 1}}), R"({"a":1})");
  EXPECT_EQ(joined({{"b", 1}, {"a", 2}}), R"({"b":1,"a":2})");
  EXPECT_EQ(joined({{"b", 1}, {"a", 2}, {"b", 3}, {"b", 4}}),
            R"({"b":[1,3,4],"a":2})");
  EXPECT_EQ(joined({{"a", 1}, {"a", 2}}), R"({"a":[1,2]})");
}

}  // namespace
}  // namespace herald::liquid
