// SPDX-License-Identifier: Apache-2.0
#include "providers/named_template.h"

#include <gtest/gtest.h>

#include <string>

#include "providers/describe.h"

namespace herald {
namespace {

NamedValues Values(
    std::initializer_list<std::pair<const char*, const char*>> entries) {
  NamedValues values;
  for (const auto& [name, value] : entries) {
    v1::NamedValue* added = values.Add();
    added->set_name(name);
    added->set_value(value);
  }
  return values;
}

TEST(NamedTemplate, KeepsOrderAndRepeatedNames) {
  FieldViolations violations;
  const auto templates = CompileNamedTemplates(
      "query", Values({{"b", "1"}, {"a", "2"}, {"b", "3"}}), violations);
  EXPECT_TRUE(violations.empty());
  std::string names;
  for (const NamedTemplate& named : templates) names += named.name;
  EXPECT_EQ(names, "bab");
}

TEST(NamedTemplate, TellsWhichTemplateIsBroken) {
  FieldViolations violations;
  CompileNamedTemplates(
      "query", Values({{"good", "{{ x }}"}, {"bad", "{{ x"}, {"", ""}}),
      violations);
  ASSERT_EQ(violations.all().size(), 2u);
  EXPECT_EQ(violations.all()[0].field, "query[bad]");
  EXPECT_TRUE(violations.all()[0].description.starts_with("template:1:"))
      << violations.all()[0].description;
  EXPECT_EQ(violations.all()[1].field, "query[]");
  EXPECT_EQ(violations.all()[1].description, "needs a name");
}

TEST(NamedTemplate, TellsWhichConditionIsBroken) {
  FieldViolations violations;
  EXPECT_FALSE(CompileCondition("success", "status ==", violations));
  EXPECT_TRUE(CompileCondition("success", "status == 200", violations));
  ASSERT_EQ(violations.all().size(), 1u);
  EXPECT_EQ(violations.all()[0].field, "success");
  EXPECT_TRUE(violations.all()[0].description.starts_with("condition:1:"))
      << violations.all()[0].description;
}

TEST(NamedTemplate, FindsNamesThatStandTwice) {
  FieldViolations violations;
  CheckNamesAreUnique("tags", Values({{"a", ""}, {"b", ""}, {"a", ""}}),
                      violations);
  EXPECT_EQ(Describe(violations), "tags[a]: stands here twice\n");
}

}  // namespace
}  // namespace herald
