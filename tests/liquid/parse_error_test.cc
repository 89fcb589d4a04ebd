// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct ErrorCase {
  const char* source;
  const char* message;
};

std::string ParseError(std::string_view source) {
  const auto parsed = Template::Parse(source, {.name = "sms"});
  return parsed.ok() ? "no error" : FirstLine(parsed.status());
}

TEST(Parser, SaysWhereAndWhatIsWrong) {
  const ErrorCase cases[] = {
      {"a {{ b", "sms:1:3: the output is never closed; end it with }}"},
      {"a {{ b }", "sms:1:3: the output is never closed; end it with }}"},
      {"{% if a", "sms:1:1: the tag is never closed; end it with %}"},
      {"{% if a %}", "sms:1:1: `if` is never closed; end it with endif"},
      {"x\n y{% for a in b %}",
       "sms:2:3: `for` is never closed; end it with endfor"},
      {"{% comment %}{{",
       "sms:1:1: `comment` is never closed; end it with "
       "endcomment"},
      {"{% raw %}", "sms:1:1: `raw` is never closed; end it with endraw"},
      {"{% doc %}", "sms:1:1: `doc` is never closed; end it with enddoc"},
      {"{% doc %}{% doc %}{% enddoc %}",
       "sms:1:10: `doc` is not allowed within `doc`"},
      {"{% foo %}",
       "sms:1:1: there is no tag `foo` here; docs/liquid.md lists all tags"},
      {"{% endif %}",
       "sms:1:1: there is no tag `endif` here; docs/liquid.md lists all tags"},
      {"{% if a %}{% endfor %}",
       "sms:1:11: there is no tag `endfor` within `if`; that ends in elsif or "
       "else or endif"},
      {"{% %}", "sms:1:1: the tag has no name"},
      {"{{ a | foo }}",
       "sms:1:8: there is no filter `foo`; docs/liquid.md lists all filters"},
      {"{{ a | append }}",
       "sms:1:8: `append` has 0 arguments; it takes 1 argument"},
      {"{{ a | upcase: 1 }}",
       "sms:1:8: `upcase` has 1 argument; it takes no argument"},
      {"{{ a | slice: 1, 2, 3 }}",
       "sms:1:8: `slice` has 3 arguments; it takes 1 to 2 arguments"},
      {"{{ a | join: b: 1 }}",
       "sms:1:14: `join` has no argument named `b`; only `default` has one, "
       "allow_false"},
  };
  for (const auto& [source, message] : cases) {
    EXPECT_EQ(ParseError(source), message) << source;
  }
}

TEST(Parser, SaysWhatItExpected) {
  const ErrorCase cases[] = {
      {"{{ a b }}",
       "sms:1:6: `b` is not allowed here; expected `|` and a filter, or the "
       "end"},
      {"{{ 'a }}",
       "sms:1:4: a string without its closing quote is not allowed here; "
       "expected a variable, string, number or range"},
      {"{{ a. }}",
       "sms:1:7: the end is not allowed here; expected a name behind `.`"},
      {"{{ a[1 }}", "sms:1:8: the end is not allowed here; expected `]`"},
      {"{{ (1..) }}",
       "sms:1:8: `)` is not allowed here; expected a variable, string, number "
       "or range"},
      {"{{ (1) }}",
       "sms:1:6: `)` is not allowed here; expected `..` within a range"},
      {"{{ ü }}",
       "sms:1:4: `ü` is not allowed here; expected a variable, string, number "
       "or range"},
      {"ü{{ % }}",
       "sms:1:5: `%` is not allowed here; expected a variable, string, number "
       "or range"},
      {"{{ 99999999999999999999 }}",
       "sms:1:4: the integer is too large; 64 bits are allowed"},
      {"{% if a = 1 %}{% endif %}",
       "sms:1:9: `=` is not allowed here; expected `and`, `or`, one of == != < "
       "> <= >= contains, or the end"},
      {"{% for a of b %}{% endfor %}",
       "sms:1:10: `of` is not allowed here; expected `in`"},
      {"{% for a in b step: 1 %}{% endfor %}",
       "sms:1:15: `step` is not allowed here; expected `reversed`, `limit: "
       "NUMBER`, `offset: NUMBER` or `offset: continue`"},
      {"{% assign a %}", "sms:1:1: `assign` needs `name = value`"},
      {"{% assign a? = 1 %}",
       "sms:1:12: `assign` needs a name of letters, digits and `_-.`"},
      {"{% case a %}{% else b %}{% endcase %}",
       "sms:1:21: `else` takes no arguments"},
      {"{% render a %}",
       "sms:1:11: `a` is not allowed here; expected the name of a partial in "
       "quotes"},
      {"{% include 'a' %}", "sms:1:1: there is no partial `a`"},
      {"{% # a\n b %}",
       "sms:2:2: each line of a `#` comment must begin with `#`"},
      {"{% liquid\n if a\n%}",
       "sms:2:2: `if` is never closed; end it with endif"},
  };
  for (const auto& [source, message] : cases) {
    EXPECT_EQ(ParseError(source), message) << source;
  }
}

TEST(Parser, CountsColumnsInCharacters) {
  EXPECT_EQ(ParseError("äöü {{ a b }}").substr(0, 9), "sms:1:10:");
}

TEST(Renderer, SaysWhereAFilterFailed) {
  EXPECT_EQ(Rendered("a\nb {{ 1 | divided_by: 0 }}"),
            "template:2:10: divided by 0");
  EXPECT_EQ(Rendered("{% if 'a' < 1 %}{% endif %}"),
            "template:1:7: text and numbers cannot be compared in size; only "
            "numbers with numbers, text with text");
}

}  // namespace
}  // namespace herald::liquid
