// SPDX-License-Identifier: Apache-2.0
// ParseOptions::macros: `@@name@@`.
#include <gtest/gtest.h>

#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct MacroCase {
  const char* source;
  const char* text;
};

constexpr const char* kMacroData =
    R"({"password": "<1>", "user": {"name": "Ann", "first-name": "A"}})";

std::string WithMacros(std::string_view source, Escape escape = Escape::kNone) {
  ParseOptions options;
  options.macros = true;
  options.escape = escape;
  return Rendered(source, kMacroData, options);
}

TEST(Macros, AreOutputs) {
  const MacroCase cases[] = {
      {"@@password@@", "<1>"},
      {"Code: @@password@@, @@user.name@@.", "Code: <1>, Ann."},
      {"@@ password @@@@user.first-name@@", "<1>A"},
      {"{{ user.name }}@@password@@{% if true %}@@user.name@@{% endif %}",
       "Ann<1>Ann"},
      {"{% if true -%} @@user.name@@ {%- endif %}", "Ann"},
      {"@@@user.name@@@", "@Ann@"},
      {"@@nobody@@.", "."},
  };
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(WithMacros(source), text) << source;
  }
  EXPECT_EQ(WithMacros("@@password@@", Escape::kHtml), "&lt;1&gt;");
}

TEST(Macros, LeaveAllElseText) {
  for (const char* source :
       {"@@", "@@@@", "a@@b", "@@user name@@", "@@user..name@@", "@@.name@@",
        "@@user.@@", "@@1@@", "@@user['name']@@", "@@contains@@",
        "@@password | upcase@@", "@@pass\nword@@", "@@\npassword@@",
        "@@password@ @", "@@password"}) {
    EXPECT_EQ(WithMacros(source), source);
  }
  EXPECT_EQ(WithMacros("{% raw %}@@password@@{% endraw %}"), "@@password@@");
  EXPECT_EQ(WithMacros("{% comment %}@@password@@{% endcomment %}"), "");
  EXPECT_EQ(WithMacros("{{ '@@password@@' }}"), "@@password@@");
}

TEST(Macros, AreOffUnlessAskedFor) {
  EXPECT_EQ(Rendered("@@password@@", kMacroData), "@@password@@");
}

TEST(Macros, KeepThePlacesOfErrors) {
  EXPECT_EQ(WithMacros("@@password@@ {{ a | no }}"),
            "template:1:21: there is no filter `no`; docs/liquid.md lists all "
            "filters");
  ParseOptions options;
  options.macros = true;
  RenderOptions strict;
  strict.strict = true;
  EXPECT_EQ(Rendered("x\nHi @@ user.mail @@", kMacroData, options, strict),
            "template:2:7: there is no `user.mail`");
}

}  // namespace
}  // namespace herald::liquid
