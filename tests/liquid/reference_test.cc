// SPDX-License-Identifier: Apache-2.0
// Corners where the reference implementation has a rule of its own.
#include <gtest/gtest.h>

#include <map>
#include <span>
#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct ReferenceCase {
  const char* source;
  const char* text;
};

constexpr const char* kReferenceData =
    R"({"i": 5, "s": "ab", "list": [1, 2, 3], "b": "global",
        "objs": [{"k": 1}], "big": 9007199254740993})";

void ExpectAll(std::span<const ReferenceCase> cases,
               const ParseOptions& options = {}) {
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(Rendered(source, kReferenceData, options), text) << source;
  }
}

TEST(Reference, AnEmptyRangeStillHasEnds) {
  const ReferenceCase cases[] = {
      {"{{ (3..1) | first }}{{ (3..1) | last }}", "31"},
      {"{% assign r = (i..1) %}{{ r.first }}{{ r.last }}{{ r.size }}", "510"},
      {"{{ (1..3) | first }}{{ (1..3) | last }}", "13"},
  };
  ExpectAll(cases);
}

TEST(Reference, OneItemIsUniqWithoutALook) {
  const ReferenceCase cases[] = {
      {"{{ s | uniq: i }}", "ab"},
      {"{{ i | uniq: 'no' }}", "5"},
      {"{{ true | uniq: 'no' }}", "true"},
      {"{{ list | uniq: 'no' }}",
       "template:1:11: cannot select the property `no` of a value that is no "
       "object"},
  };
  ExpectAll(cases);
}

TEST(Reference, FloatsHaveASignedZeroAndAnExponentFrom15DigitsOn) {
  const ReferenceCase cases[] = {
      {"{{ -0.0 | times: 2 }} {{ -0.0 | at_least: nil }}", "-0.0 -0.0"},
      {"{{ -0.0 | plus: 0 }} {{ -0.0 | round }}", "0.0 0"},
      {"{{ 999999999999999.0 }} {{ 1000000000000000.0 }}",
       "999999999999999.0 1.0e+15"},
      {"{{ big | plus: 2.5 }}", "9.007199254740996e+15"},
  };
  ExpectAll(cases);
}

TEST(Reference, TextIsLoopedOverOnceWhateverTheBounds) {
  const ReferenceCase cases[] = {
      {"{% for x in s offset: 1 %}{{ x }}{% endfor %}", "ab"},
      {"{% for x in s limit: 0 %}{{ x }}{% endfor %}", "ab"},
      {"{% tablerow x in s limit: 2 offset: 1 %}{{ x }}{% endtablerow %}",
       "<tr class=\"row1\">\n<td class=\"col1\">ab</td></tr>\n"},
      {"{% for x in '' %}{% else %}none{% endfor %}", "none"},
  };
  ExpectAll(cases);
}

TEST(Reference, TheWordNilDoesNotCountInACycle) {
  const ReferenceCase cases[] = {
      {"{% cycle nil, 'x' %}{% cycle nil, 'x' %}", "xx"},
      {"{% cycle 'g': nil, list, nil, i %}{% cycle 'g': 1, 2 %}", "1232"},
      {"{% cycle nil %}.", "."},
  };
  ExpectAll(cases);
}

TEST(Reference, OnlyTagsLookForAnInterrupt) {
  const auto partials = Partials::Parse({{"b", "b{% break %}c"}});
  const ParseOptions options = {.partials = &partials.value()};
  const ReferenceCase cases[] = {
      {"{% include 'b' for list %}", "bbb"},
      {"{% include 'b' %}x{{ i }}y", "b"},
      {"{% for x in list %}{% case x %}{% when 1 %}{% break %}"
       "{% when 1 or 2 %}text{{ i }}y{% endcase %}{% endfor %}",
       "text5"},
      {"{% for x in list %}{% include 'b' %}{{ x }}{% endfor %}", "b"},
  };
  ExpectAll(cases, options);
}

TEST(Reference, NilAndFalseAreNoVariableForAPartial) {
  const auto partials = Partials::Parse({{"b", "[{{ b }}]"}});
  const ParseOptions options = {.partials = &partials.value()};
  const ReferenceCase cases[] = {
      {"{% render 'b' with false %}{% render 'b' for nil %}", "[][]"},
      {"{% include 'b' with false %}{% include 'b' with s %}", "[global][ab]"},
  };
  ExpectAll(cases, options);
}

}  // namespace
}  // namespace herald::liquid
