// SPDX-License-Identifier: Apache-2.0
// RenderOptions::strict: what is missing is an error, unless the template asks
// whether it is there.
#include <gtest/gtest.h>

#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct StrictCase {
  const char* source;
  const char* text;
};

constexpr const char* kStrictData =
    R"({"a": 1, "list": [1], "user": {"nick": null, "empty": ""}})";

std::string Strict(std::string_view source, const ParseOptions& options = {}) {
  RenderOptions render_options;
  render_options.strict = true;
  return Rendered(source, kStrictData, options, render_options);
}

TEST(Strict, NamesWhatIsMissing) {
  const StrictCase cases[] = {
      {"Hi {{ user.name }}", "template:1:7: there is no `user.name`"},
      {"{{ nobody.at.all | upcase }}",
       "template:1:4: there is no `nobody.at.all`"},
      {"{{ user.nick }}", "template:1:4: there is no `user.nick`"},
      {"{{ list[1] }}", "template:1:4: there is no `list[1]`"},
      {"{{ list[which] }}", "template:1:9: there is no `which`"},
      {"{{ user[ 'x' ] }}", "template:1:4: there is no `user[ 'x' ]`"},
      {"{{ a | plus: b }}", "template:1:14: there is no `b`"},
      {"{{ c | default: b }}", "template:1:17: there is no `b`"},
      {"{% echo b %}", "template:1:9: there is no `b`"},
      {"{% cycle b, a %}", "template:1:10: there is no `b`"},
      {"\n{% for i in items %}{% endfor %}",
       "template:2:13: there is no `items`"},
      {"{% for i in (1..n) %}{% endfor %}", "template:1:17: there is no `n`"},
      {"{% for i in list limit: n %}{% endfor %}",
       "template:1:25: there is no `n`"},
      {"{% assign b = c | upcase %}", "template:1:15: there is no `c`"},
      {"{% assign b = c %}{{ b }}", "template:1:22: there is no `b`"},
      {"{% if b %}{% else %}{{ b }}{% endif %}",
       "template:1:24: there is no `b`"},
  };
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(Strict(source), text) << source;
  }
}

TEST(Strict, LetsATemplateAskWhatIsThere) {
  const StrictCase cases[] = {
      {"{% if user.name %}x{% endif %}.", "."},
      {"{% if user.name == 'x' or nobody.at == nil %}y{% endif %}", "y"},
      {"{% unless user.name contains b %}y{% endunless %}", "y"},
      {"{% if list[which] %}{% elsif list[0] %}y{% endif %}", "y"},
      {"{% case b %}{% when c %}y{% endcase %}", "y"},
      {"{{ user.name | default: 'you' }}", "you"},
      {"{{ user.nick | default: a | plus: 1 }}", "2"},
      {"{% assign b = user.name %}{% if b %}x{% else %}y{% endif %}", "y"},
      {"{{ user.empty }}{{ nil }}{{ list | slice: 5 }}{{ a }}", "1"},
      {"{{ list.first }}{{ 'x' | slice: 9 }}", "1"},
  };
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(Strict(source), text) << source;
  }
}

TEST(Strict, CoversPartialsAndJson) {
  const auto partials =
      Partials::Parse({{"card", "{{ card }}"}, {"name", "{{ name }}"}});
  const ParseOptions options = {.partials = &partials.value()};
  EXPECT_EQ(Strict("{% render 'card', x: b %}", options),
            "template:1:22: there is no `b`");
  EXPECT_EQ(Strict("{% render 'name' %}", options),
            "name:1:4: there is no `name`");
  EXPECT_EQ(Strict("{% include 'card' with user.name %}", options),
            "template:1:24: there is no `user.name`");

  std::string json;
  RenderOptions strict;
  strict.strict = true;
  const auto field = Template::Parse("{{ user.name }}").value();
  EXPECT_EQ(field.AppendJson(JsonVariables(kStrictData), &json, strict)
                .status()
                .message(),
            "template:1:4: there is no `user.name`");
  EXPECT_EQ(field.Render(JsonVariables(kStrictData), strict).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace herald::liquid
