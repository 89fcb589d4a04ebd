// SPDX-License-Identifier: Apache-2.0
// What is wrong with a template or its data is said in one clear line; nothing
// crashes and nothing hangs.
#include <gtest/gtest.h>

#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct BadCase {
  const char* source;
  const char* message;
};

constexpr const char* kUntouchedData =
    R"({"list": [1, 2], "o": {"k": 1}, "s": "text", "n": null})";

TEST(BadInput, IsNamedWithItsPlace) {
  const BadCase cases[] = {
      {"a {% iff x %}",
       "template:1:3: there is no tag `iff` here; docs/liquid.md lists all "
       "tags"},
      {"{{ s | upcse }}",
       "template:1:8: there is no filter `upcse`; docs/liquid.md lists all "
       "filters"},
      {"{{ s | replace }}",
       "template:1:8: `replace` has 0 arguments; it takes 1 to 2 arguments"},
      {"{{ s | upcase: 1, 2 }}",
       "template:1:8: `upcase` has 2 arguments; it takes no argument"},
      {"{% if s %}\n{% for i in list %}{% endfor %}",
       "template:1:1: `if` is never closed; end it with endif"},
      {"{% for i in (1..1000000000000) %}{% endfor %}",
       "template:1:1: too many loop iterations; 100000 are allowed"},
      {"{{ (1..1000000000000) | join }}",
       "template:1:25: temporary values exceed 16777216 bytes"},
      {"{{ (0..1152921504606846975) | join }}",
       "template:1:31: temporary values exceed 16777216 bytes"},
      {"{{ (1..9223372036854775807) | sort }}",
       "template:1:31: temporary values exceed 16777216 bytes"},
      {"{{ s | concat: 1 }}", "template:1:8: `concat` needs an array"},
      {"{{ list | map: 'k' }}",
       "template:1:11: cannot select the property `k` of a value that is no "
       "object"},
      {"{{ s | truncate: 'x' }}", "template:1:8: `truncate` needs an integer"},
      {"{{ s | divided_by: o }}", "template:1:8: divided by 0"},
      {"{% if list[0] < s %}{% endif %}",
       "template:1:7: text and numbers cannot be compared in size; only "
       "numbers with numbers, text with text"},
  };
  for (const auto& [source, message] : cases) {
    EXPECT_EQ(Rendered(source, kUntouchedData), message) << source;
  }
}

TEST(BadInput, LeavesWhatStillMakesSense) {
  const BadCase cases[] = {
      {"{{ (1..1000000000000) | size }}", "1000000000000"},
      {"{% assign r = (1..1000000000000) %}{{ r.last }}", "1000000000000"},
      {"{{ n.a.b[0].c | upcase }}.", "."},
      {"{{ nothing.at.all }}{{ s.k.k }}{{ list.k }}.", "."},
      {"{% if n.a.b == nil %}nil{% endif %}", "nil"},
      {"{% for i in n.a %}{% else %}none{% endfor %}", "none"},
      {"{{ o | upcase }}{{ list | plus: 1 }}{{ n | date: '%Y' }}",
       R"({"K"=>1}1)"},
  };
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(Rendered(source, kUntouchedData), text) << source;
  }
}

class Bytes : public Object {
 public:
  Value Find(std::string_view) const override {
    return Value("a\xff\xc3(\xf0\x9f\xed\xa0\x80 \xc0\xaf\n");
  }
};

TEST(BadInput, OfInvalidUtf8GoesThroughEveryTextFilter) {
  for (const char* filter : {"append: b",
                             "base64_encode",
                             "base64_url_safe_encode",
                             "capitalize",
                             "date: b",
                             "default: b",
                             "digits_spaced",
                             "downcase",
                             "escape",
                             "escape_once",
                             "form_encode",
                             "hmac_sha256: b",
                             "json",
                             "lstrip",
                             "mailbox_address",
                             "mailbox_name",
                             "newline_to_br",
                             "percent_encode",
                             "phone_country",
                             "phone_digits",
                             "prepend: b",
                             "remove: b",
                             "remove_last: b",
                             "replace: '', b",
                             "replace_first: b, 'x'",
                             "rstrip",
                             "size",
                             "slice: -3, 2",
                             "sort_natural",
                             "split: ''",
                             "split: b",
                             "strip",
                             "strip_html",
                             "strip_newlines",
                             "truncate: 5",
                             "truncatewords: 1",
                             "uniq",
                             "upcase",
                             "url_encode",
                             "xml_escape"}) {
    for (const Escape escape : {Escape::kNone, Escape::kHtml, Escape::kUrl}) {
      const std::string source = std::string("{{ b | ") + filter + " }}";
      const auto parsed = Template::Parse(source, {.escape = escape});
      ASSERT_TRUE(parsed.ok()) << source;
      EXPECT_TRUE(parsed->Render(Bytes()).ok()) << source;
    }
  }
  EXPECT_EQ(Template::Parse("{{ b | json }}").value().Render(Bytes()).value(),
            "\"a\uFFFD\uFFFD(\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\\n\"");
}

TEST(BadInput, FindsEachBoundInTheOptions) {
  struct BoundCase {
    const char* source;
    RenderOptions options;
    const char* message;
  };
  const BoundCase cases[] = {
      {"{{ 'abc' | append: 'def' }}",
       {.max_output_bytes = 5},
       "template:1:12: the output is longer than 5 bytes"},
      {"{% for i in (1..3) %}{% endfor %}",
       {.max_loop_iterations = 2},
       "template:1:1: too many loop iterations; 2 are allowed"},
      {"{{ (1..9) | reverse | join }}",
       {.max_temporary_bytes = 100},
       "template:1:13: temporary values exceed 100 bytes"},
      {"{{ (1..99) | reverse | join }}",
       {.max_steps = 90},
       "template:1:14: too much work; 90 steps are allowed"},
      {"{% if true %}{% if true %}{% endif %}{% endif %}",
       {.max_nesting = 2},
       "template:1:20: tags and partials are nested deeper than 2"},
  };
  for (const auto& [source, options, message] : cases) {
    EXPECT_EQ(Rendered(source, kUntouchedData, {}, options), message) << source;
  }
}

}  // namespace
}  // namespace herald::liquid
