// SPDX-License-Identifier: Apache-2.0
// Hostile templates and data: everything ends, and says why.
#include <gtest/gtest.h>

#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

std::string Repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string ParseError(const std::string& source,
                       const ParseOptions& options = {}) {
  const auto parsed = Template::Parse(source, options);
  return parsed.ok() ? "no error" : FirstLine(parsed.status());
}

TEST(Bounds, EndALongTemplate) {
  EXPECT_EQ(ParseError(std::string(11, 'x'), {.max_source_bytes = 10}),
            "template:1:1: the template is longer than 10 bytes");
  EXPECT_FALSE(
      Condition::Parse(std::string(11, 'x'), {.max_source_bytes = 10}).ok());
}

TEST(Bounds, EndDeepNesting) {
  const std::string deep =
      Repeated("{% if a %}", 200) + Repeated("{% endif %}", 200);
  EXPECT_EQ(ParseError(deep),
            "template:1:991: tags are nested deeper than 100");
  EXPECT_NE(ParseError(Repeated("{% if a %}", 100'000)).find("deeper"),
            std::string::npos);
  EXPECT_NE(ParseError("{{ " + Repeated("a[", 200'000)).find("never closed"),
            std::string::npos);
  EXPECT_NE(
      ParseError("{{ " + Repeated("a[", 200'000) + " }}").find("deeper than"),
      std::string::npos);
  EXPECT_NE(
      ParseError("{{ " + Repeated("(", 200'000) + " }}").find("deeper than"),
      std::string::npos);
  EXPECT_NE(
      ParseError("{% " + Repeated("liquid ", 10'000) + " %}").find("deeper"),
      std::string::npos);
}

TEST(Bounds, EndAPartialThatIncludesItself) {
  for (const char* tag : {"include", "render"}) {
    const std::string source = std::string("{% ") + tag + " 'me' %}";
    const auto partials = Partials::Parse({{"me", source}});
    const auto parsed =
        Template::Parse(source, {.partials = &partials.value()});
    const auto text = parsed.value().Render(JsonVariables("{}"));
    ASSERT_EQ(text.status().code(), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(text.status().message(),
              "me:1:1: tags and partials are nested deeper than 200");
  }
}

struct RenderCase {
  const char* source;
  const char* message;
};

TEST(Bounds, EndWhatIsTooMuchToRender) {
  const RenderCase cases[] = {
      {"{% for i in (1..1000000000000) %}{% endfor %}",
       "too many loop iterations"},
      {"{% tablerow i in (1..1000000000000) cols: 2 %}{% endtablerow %}",
       "too many loop iterations"},
      {"{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}"
       "{% endfor %}",
       "too many loop iterations"},
      {"{{ (1..1000000000000) | join: ',' }}",
       "temporary values exceed 16777216 bytes"},
      {"{{ (1..1000000000000) | reverse | first }}",
       "temporary values exceed 16777216 bytes"},
      {"{% assign a = 'aaaaaaaaaaaaaaaa' %}{% for i in (1..40) %}"
       "{% assign a = a | append: a %}{% endfor %}{{ a | size }}",
       "temporary values exceed 16777216 bytes"},
      {"{% assign a = 'aaaaaaaaaaaaaaaa' %}{% for i in (1..9) %}"
       "{% assign a = a | replace: 'a', a %}{% endfor %}{{ a | size }}",
       "temporary values exceed 16777216 bytes"},
      {"{% capture a %}aaaaaaaaaaaaaaaa{% endcapture %}{% for i in (1..40) %}"
       "{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}",
       "the output is longer than 4194304 bytes"},
      {"{% for i in (1..90000) %}0123456789012345678901234567890123456789"
       "0123456789{% endfor %}",
       "the output is longer than 4194304 bytes"},
      {"{% assign a = (1..30000) | reverse %}{% for i in (1..50000) %}"
       "{% if a contains 0 %}{% endif %}{% endfor %}",
       "too much work"},
      {"{{ 'now' | date: '%1025N' }}",
       "a width in a date format may be 1024 at most"},
  };
  for (const auto& [source, message] : cases) {
    const std::string text = Rendered(source);
    EXPECT_NE(text.find(message), std::string::npos) << source << "\n"
                                                     << text.substr(0, 200);
  }
}

TEST(Bounds, AreSetByOptions) {
  EXPECT_EQ(Rendered("{% for i in (1..11) %}{% endfor %}", "{}", {},
                     {.max_loop_iterations = 10}),
            "template:1:1: too many loop iterations; 10 are allowed");
  EXPECT_EQ(Rendered("12345678901", "{}", {}, {.max_output_bytes = 10}),
            "template:1:1: the output is longer than 10 bytes");
  EXPECT_EQ(Rendered("{% if true %}{% if true %}x{% endif %}{% endif %}", "{}",
                     {}, {.max_nesting = 2}),
            "template:1:20: tags and partials are nested deeper than 2");
}

TEST(Bounds, GiveMemoryBackBetweenOutputs) {
  const std::string json = R"({"s": ")" + std::string(10'000, 'a') + R"("})";
  const std::string text =
      Rendered("{% for i in (1..200) %}{{ s | upcase | slice: 0 }}{% endfor %}",
               json, {}, {.max_temporary_bytes = 100'000});
  EXPECT_EQ(text, std::string(200, 'A'));
}

TEST(Bounds, LetInvalidUtf8Through) {
  class Bytes : public Object {
   public:
    Value Find(std::string_view) const override {
      return Value("\xff\xc3(\xf0\x9f");
    }
  };
  for (const char* source : {"{{ a | upcase }}", "{{ a | split: '' | join }}",
                             "{{ a | truncate: 2 }}", "{{ a | json }}",
                             "{{ a | capitalize }}", "{{ a | slice: 1, 2 }}"}) {
    EXPECT_TRUE(Template::Parse(source).value().Render(Bytes()).ok()) << source;
  }
}

}  // namespace
}  // namespace herald::liquid
