// SPDX-License-Identifier: Apache-2.0
// A parse error shows the line and a mark under the place.
#include "liquid/excerpt.h"

#include <gtest/gtest.h>

#include <string>

#include "liquid/liquid.h"

namespace herald::liquid {
namespace {

TEST(Excerpt, StandsBelowAParseError) {
  const auto parsed = Template::Parse("Hi {{ name }},\r\n{{ code | uper }}\r\n",
                                      {.name = "sms"});
  EXPECT_EQ(parsed.status().message(),
            "sms:2:11: there is no filter `uper`; docs/liquid.md lists all "
            "filters\n"
            "    {{ code | uper }}\n"
            "              ^");
  EXPECT_EQ(Condition::Parse("a == ", {.name = "when"}).status().message(),
            "when:1:6: the end is not allowed here; expected a variable, "
            "string, number or range\n"
            "    a == \n"
            "         ^");
}

struct ExcerptCase {
  std::string source;
  std::size_t offset;
  std::string text;
};

TEST(Excerpt, IsOneHarmlessLine) {
  const ExcerptCase cases[] = {
      {"", 0, "\n    \n    ^"},
      {"ab", 9, "\n    ab\n      ^"},
      {"a\nb", 1, "\n    a\n     ^"},
      {"a\nb", 2, "\n    b\n    ^"},
      {"\tx\x1b[2Jy\x7f", 1, "\n     x\uFFFD[2Jy\uFFFD\n     ^"},
      {"\xff\xc2\x9b z", 4, "\n    \uFFFD\uFFFD z\n       ^"},
      {"äöü x", 7, "\n    äöü x\n        ^"},
      {std::string(300, 'a'), 0,
       "\n    " + std::string(100, 'a') + "...\n    ^"},
      {std::string(300, 'a'), 290,
       "\n    ..." + std::string(70, 'a') + "\n    " + std::string(63, ' ') +
           "^"},
      {std::string(300, 'a') + "\nb", 150,
       "\n    ..." + std::string(100, 'a') + "...\n    " +
           std::string(63, ' ') + "^"},
  };
  for (const auto& [source, offset, text] : cases) {
    EXPECT_EQ(Excerpt(source, offset), text) << source << " at " << offset;
  }
}

TEST(Excerpt, IsNotPartOfARenderError) {
  const auto parsed = Template::Parse("{{ 1 | divided_by: 0 }}").value();
  class Nothing : public Object {
   public:
    Value Find(std::string_view) const override { return Value(); }
  };
  EXPECT_EQ(parsed.Render(Nothing()).status().message(),
            "template:1:8: divided by 0");
}

}  // namespace
}  // namespace herald::liquid
