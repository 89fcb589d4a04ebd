// SPDX-License-Identifier: Apache-2.0
#include "providers/http/json_template.h"

#include <utility>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "delivery/notification_variables.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"

namespace herald {
namespace {

std::string Render(const google::protobuf::Value& tree) {
  FieldViolations violations;
  const JsonTemplate json = JsonTemplate::Compile(tree, "json", violations);
  EXPECT_EQ(Describe(violations), "");
  const v1::Notification notification = SomePhone();
  const NotificationVariables variables(notification, "order-1", nullptr);
  std::string out = "before ";
  const auto is_there = json.Append(variables, &out);
  if (!is_there.ok()) return std::string(is_there.status().message());
  EXPECT_TRUE(*is_there || out == "before ");
  return *is_there ? out.substr(7) : "nil";
}

TEST(JsonTemplate, WritesLiterals) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"null", "null"},
      {"true", "true"},
      {"false", "false"},
      {"0", "0"},
      {"-7", "-7"},
      {"1.5", "1.5"},
      {"9007199254740991", "9007199254740991"},
      {"\"text\"", "\"text\""},
      {"\"\"", "\"\""},
      {"[]", "[]"},
      {"{}", "{}"},
      {"[1,[2,{\"a\":[]}]]", "[1,[2,{\"a\":[]}]]"},
  };
  for (const auto& [tree, expected] : rows) {
    EXPECT_EQ(Render(Json(tree)), expected) << tree;
  }
}

TEST(JsonTemplate, SortsMembersByName) {
  EXPECT_EQ(Render(Json(R"({"b":1,"a":2,"B":3,"aa":4,"":5})")),
            R"({"":5,"B":3,"a":2,"aa":4,"b":1})");
}

TEST(JsonTemplate, EscapesValuesAndNames) {
  EXPECT_EQ(Render(Json(R"({"a\"b":"x {{ notification.as_text }}"})")),
            R"({"a\"b":"x Your code: \"123456\" & more\n"})");
}

TEST(JsonTemplate, KeepsTheKindOfALoneOutput) {
  EXPECT_EQ(Render(Json(R"(["{{ user.user_metadata.level }}",
                            "{{ user.user_metadata }}",
                            "v{{ user.user_metadata.level }}",
                            "{{ notification.code }}"])")),
            R"([7,{"level":7},"v7","123456"])");
}

TEST(JsonTemplate, LeavesOutWhatIsNil) {
  EXPECT_EQ(Render(Json(R"({"a":"{{ x }}","b":1,"c":"{{ y.z }}","d":2})")),
            R"({"b":1,"d":2})");
  EXPECT_EQ(Render(Json(R"(["{{ x }}",1,"{{ x }}",2,"{{ x }}"])")), "[1,2]");
  EXPECT_EQ(Render(Json(R"({"a":"{{ x }}","b":["{{ x }}"]})")), R"({"b":[]})");
  EXPECT_EQ(Render(Json(R"({"a":"{{ x }}"})")), "{}");
  EXPECT_EQ(Render(Json(R"({"a":" {{ x }}","b":null})")),
            R"({"a":" ","b":null})");
  EXPECT_EQ(Render(Json(R"("{{ x }}")")), "nil");
}

TEST(JsonTemplate, HandsOnErrorsOfTemplates) {
  EXPECT_TRUE(
      Render(Json(R"({"a":[{"b":"{% for i in (1..200000) %}x{% endfor %}"}]})"))
          .starts_with("template:1:"));
}

TEST(JsonTemplate, TellsWhereATemplateIsBroken) {
  FieldViolations violations;
  JsonTemplate::Compile(
      Json(R"({"to":[{"email":"{{ x"},"{{ y"],"z":"{% if %}"})"), "json",
      violations);
  std::string fields;
  for (const auto& violation : violations.all())
    fields += violation.field + " ";
  EXPECT_EQ(fields, "json.to[0].email json.to[1] json.z ");
}

TEST(JsonTemplate, RefusesWhatJsonCannotExpress) {
  google::protobuf::Value infinity;
  infinity.set_number_value(std::numeric_limits<double>::infinity());
  FieldViolations violations;
  JsonTemplate::Compile(infinity, "json", violations);
  EXPECT_EQ(Describe(violations),
            "json: is a number that JSON cannot express\n");
}

TEST(JsonTemplate, BoundsItsDepth) {
  google::protobuf::Value tree;
  google::protobuf::Value* at = &tree;
  for (int i = 0; i < 64; ++i) at = at->mutable_list_value()->add_values();
  at->set_bool_value(true);
  FieldViolations violations;
  JsonTemplate::Compile(tree, "json", violations);
  EXPECT_TRUE(violations.empty());
  at->mutable_list_value()->add_values()->set_bool_value(true);
  JsonTemplate::Compile(tree, "json", violations);
  ASSERT_EQ(violations.all().size(), 1u);
  EXPECT_EQ(violations.all()[0].description, "is nested more than 64 deep");
}

}  // namespace
}  // namespace herald
