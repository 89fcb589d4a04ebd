// SPDX-License-Identifier: Apache-2.0
// The outline of the API: what a user of the engine relies on.
#include <gtest/gtest.h>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

TEST(Template, PutsValuesIntoText) {
  EXPECT_EQ(Rendered("Your code is {{ code }}.", R"({"code": "123456"})"),
            "Your code is 123456.");
}

TEST(Template, CanBeCopiedAndRenderedAgain) {
  const auto parsed = Template::Parse("{{ a }}").value();
  const Template copy = parsed;
  EXPECT_EQ(copy.Render(JsonVariables(R"({"a": 1})")).value(), "1");
  EXPECT_EQ(parsed.Render(JsonVariables(R"({"a": 2})")).value(), "2");
}

TEST(Template, PutsNothingForWhatIsMissing) {
  EXPECT_EQ(Rendered("[{{ a.b.c[0] }}]"), "[]");
}

struct JsonCase {
  const char* source;
  const char* json;
};

TEST(Template, KeepsTheKindOfASingleOutputAsJson) {
  const JsonVariables variables(
      R"({"n": 7, "t": "a\"b", "o": {"x": [1, 2.5, true, null]}})");
  const JsonCase cases[] = {
      {"{{ n }}", "7"},
      {"{{ t }}", R"("a\"b")"},
      {"{{ o }}", R"({"x":[1,2.5,true,null]})"},
      {"n is {{ n }}", R"("n is 7")"},
      {"{{ n }}{{ n }}", R"("77")"},
      {"", R"("")"},
  };
  for (const auto& [source, json] : cases) {
    std::string out;
    EXPECT_TRUE(
        Template::Parse(source).value().AppendJson(variables, &out).value());
    EXPECT_EQ(out, json) << source;
  }
}

TEST(Template, AppendsNothingForASingleNil) {
  std::string out = "before";
  const auto parsed = Template::Parse("{{ nothing }}").value();
  EXPECT_FALSE(parsed.AppendJson(JsonVariables("{}"), &out).value());
  EXPECT_EQ(out, "before");
}

TEST(Condition, Holds) {
  const char* json =
      R"({"status": 200, "body": {"ok": true, "error": "", "tags": ["a"]}})";
  EXPECT_TRUE(Holds("status == 200 and body.ok", json));
  EXPECT_TRUE(Holds("status >= 200 and status < 300", json));
  EXPECT_TRUE(Holds("body.error == blank", json));
  EXPECT_TRUE(Holds("body.tags contains 'a'", json));
  EXPECT_FALSE(Holds("body.missing", json));
  EXPECT_FALSE(Holds("status == '200'", json));
}

TEST(Condition, ReadsFromRightToLeft) {
  EXPECT_FALSE(Holds("false and true or true"));
  EXPECT_TRUE(Holds("true or false and false"));
}

TEST(Condition, SaysWhereItIsWrong) {
  const auto parsed = Condition::Parse("status = 200", {.name = "rule"});
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(FirstLine(parsed.status()),
            "rule:1:8: `=` is not allowed here; expected `and`, `or`, one of "
            "== != < > <= >= contains, or the end");
}

}  // namespace
}  // namespace herald::liquid
