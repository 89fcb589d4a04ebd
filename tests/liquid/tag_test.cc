// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <span>
#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct TagCase {
  const char* source;
  const char* text;
};

void ExpectAll(std::span<const TagCase> cases) {
  const char* json = R"({"a": 1, "list": [1, 2, 3], "o": {"x": 1, "y": 2}})";
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(Rendered(source, json), text) << source;
  }
}

TEST(Tags, TrimWhiteSpace) {
  const TagCase cases[] = {
      {" {{- a -}} b", "1b"},
      {"x \n {%- if a -%} \n y \n {%- endif -%} \n z", "xyz"},
      {"{% if a %} \n {% endif %}", ""},
      {"{% for i in list %} {% assign b = i %} {% endfor %}{{ b }}", "3"},
      {" {%- raw %} {{ a }} {% endraw -%} b", " {{ a }} b"},
  };
  ExpectAll(cases);
}

TEST(Tags, LoopOverWhatHasElements) {
  const TagCase cases[] = {
      {"{% for i in list reversed limit: 2 %}{{ i }}{% endfor %}", "21"},
      {"{% for i in list offset: 1 %}{{ forloop.rindex }}{% endfor %}", "21"},
      {"{% for i in o %}{{ i[0] }}{{ i.last }}{% endfor %}", "x1y2"},
      {"{% for i in (3..1) %}{% else %}none{% endfor %}", "none"},
      {"{% for i in list %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}"
       "{% endfor %}",
       "13"},
      {"{% for i in list %}{% for j in list %}{% break %}{% endfor %}{{ i }}"
       "{% endfor %}",
       "123"},
      {"{% for i in list %}{% assign f = forloop %}{% endfor %}{{ f.index }}",
       "4"},
      {"{% for i in list %}{{ forloop }}{% break %}{% endfor %}",
       "Liquid::ForloopDrop"},
      {"{% for i in list %}{{ forloop.name }}{% break %}{% endfor %}",
       "i-list"},
  };
  ExpectAll(cases);
}

TEST(Tags, KeepTheirOwnState) {
  const TagCase cases[] = {
      {"{% increment a %}{% increment a %}{{ a }}", "123"},
      {"{% decrement b %}{% decrement b %}", "-1-2"},
      {"{% cycle 'x', 'y' %}{% cycle 'x', 'y' %}{% cycle 'x', 'y' %}", "xyx"},
      {"{% for i in list %}{% ifchanged %}{{ a }}{% endifchanged %}"
       "{% endfor %}",
       "1"},
      {"{% assign a = 2 %}{{ a }}{% capture a %}[{{ a }}]{% endcapture %}"
       "{{ a }}",
       "2[2]"},
      {"{% liquid assign b = a | plus: 1\n echo b\n # note\n echo '!' %}",
       "2!"},
      {"{% comment %}{% if %}{% comment %}{% endcomment %}{% raw %}"
       "{% endcomment %}{% endraw %}{% endcomment %}x",
       "x"},
  };
  ExpectAll(cases);
}

TEST(Tags, KeepManyVariablesApart) {
  std::string source;
  std::string text;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "v" + std::to_string(i);
    source += "{% assign " + name + " = " + std::to_string(i) + " %}";
  }
  for (int i = 0; i < 100; ++i) {
    source += "{{ v" + std::to_string(i) + " }} ";
    text += std::to_string(i) + " ";
  }
  EXPECT_EQ(Rendered(source), text);
}

std::string WithPartials(std::string_view source) {
  const std::map<std::string, std::string> sources = {
      {"greet", "Hi {{ name }}{{ greet }}{% assign seen = 'yes' %}"},
      {"folder/item", "[{{ item }}{{ forloop.index }}]"},
      {"nested", "{% include 'greet' %}"},
  };
  const auto partials = Partials::Parse(sources);
  return Rendered(source, R"({"name": "Ann", "list": [1, 2]})",
                  {.partials = &partials.value()});
}

TEST(Partials, ShareOrHideTheVariables) {
  const TagCase cases[] = {
      {"{% include 'greet' %}{{ seen }}", "Hi Annyes"},
      {"{% render 'greet' %}{{ seen }}", "Hi "},
      {"{% render 'greet', name: 'Bob' %}", "Hi Bob"},
      {"{% include 'greet' with name %}", "Hi AnnAnn"},
      {"{% render 'folder/item' for list %}", "[11][22]"},
      {"{% include 'folder/item' for list %}", "[1][2]"},
      {"{% assign which = 'greet' %}{% include which %}", "Hi Ann"},
      {"{% assign which = 'x' %}{% include which %}",
       "template:1:25: there is no partial of the name in `which`"},
      {"{% include list %}",
       "template:1:1: the name of a partial must be text"},
      {"{% render 'nested' %}",
       "nested:1:1: `include` is not allowed within `render`"},
  };
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(WithPartials(source), text) << source;
  }
}

TEST(Partials, NameThemselvesInErrors) {
  const auto partials = Partials::Parse({{"broken", "\n{{ a | no }}"}});
  ASSERT_FALSE(partials.ok());
  EXPECT_EQ(FirstLine(partials.status()),
            "broken:2:8: there is no filter `no`; docs/liquid.md lists all "
            "filters");
}

}  // namespace
}  // namespace herald::liquid
