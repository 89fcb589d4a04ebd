// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <span>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct FilterCase {
  const char* source;
  const char* text;
};

constexpr const char* kFilterData = R"({
  "i": 5, "f": 2.5, "t": "Hello", "html": "<b>a & 'b'</b>", "u": "héllo ÑÜ",
  "arr": ["b", "a", null, "C"], "o": {"a": 1, "b": "x\"y"},
  "objs": [{"k": 2}, {"k": 1}, {}]})";

void ExpectAll(std::span<const FilterCase> cases) {
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(Rendered(source, kFilterData), text) << source;
  }
}

TEST(Filters, CalculateExactly) {
  const FilterCase cases[] = {
      {"{{ 0.1 | plus: 0.2 }}", "0.3"},
      {"{{ 10.1 | modulo: 7.0 }}", "3.1"},
      {"{{ '10.1' | minus: '2.2' }}", "7.9"},
      {"{{ -7 | divided_by: 2 }}", "-4"},
      {"{{ -7 | modulo: 3 }}", "2"},
      {"{{ 1.0 | divided_by: 3 }}", "0.3333333333333333"},
      {"{{ 1 | divided_by: 0.0 }}", "Infinity"},
      {"{{ 2.5 | round }}{{ -2.5 | round }}", "3-3"},
      {"{{ 1.005 | round: 2 }}", "1.01"},
      {"{{ 1234.5 | round: -2 }}", "1200"},
      {"{{ 9223372036854775807 | minus: 1 }}", "9223372036854775806"},
      {"{{ '12abc' | plus: 1 }}", "13"},
      {"{{ 1e5 }}",
       "template:1:5: `e5` is not allowed here; expected `|` and a "
       "filter, or the end"},
      {"{{ 12345678901234567.0 }}", "1.2345678901234568e+16"},
      {"{{ 0.00001 }}", "1.0e-05"},
      {"{{ 9223372036854775807 | plus: 1 }}",
       "template:1:26: the result does not fit into 64 bits"},
  };
  ExpectAll(cases);
}

TEST(Filters, WorkOnCharactersNotBytes) {
  const FilterCase cases[] = {
      {"{{ u | size }}", "8"},
      {"{{ u | upcase }}", "HÉLLO ÑÜ"},
      {"{{ u | downcase }}", "héllo ñü"},
      {"{{ 'straße' | upcase }}", "STRASSE"},
      {"{{ 'ὦ ЖУК ΣΟΦΟΣ' | downcase }}", "ὦ жук σοφοσ"},
      {"{{ u | slice: 1, 2 }}", "él"},
      {"{{ u | slice: -2, 2 }}", "ÑÜ"},
      {"{{ u | truncate: 4, '…' }}", "hél…"},
      {"{{ u | split: '' | join: '.' }}", "h.é.l.l.o. .Ñ.Ü"},
      {"{{ u | replace: '', '-' | slice: 0, 4 }}", "-h-é"},
  };
  ExpectAll(cases);
}

TEST(Filters, PrintAndSelectFromArraysAndObjects) {
  const FilterCase cases[] = {
      {"{{ arr }}", "baC"},
      {"{{ arr | append: '' }}", R"(["b", "a", nil, "C"])"},
      {"{{ o }}", R"({"a"=>1, "b"=>"x\"y"})"},
      {"{{ arr | sort_natural | join }}", "a b C "},
      {"{{ objs | sort: 'k' | map: 'k' | join: ',' }}", "1,2,"},
      {"{{ objs | sum: 'k' }}", "3"},
      {"{{ objs | where: 'k', 1 | size }}", "1"},
      {"{{ objs | find_index: 'k', 1 }}", "1"},
      {"{{ o | first | join: '=' }}", "a=1"},
      {"{{ (1..4) | last }}{{ (1..4) | size }}", "44"},
      {"{{ arr | sort }}", "Cab"},
      {"{{ '1,x' | split: ',' | concat: objs | sort }}",
       "template:1:40: values of different kinds cannot be sorted"},
  };
  ExpectAll(cases);
}

TEST(Filters, EncodeAndDecode) {
  const FilterCase cases[] = {
      {"{{ html | escape }}", "&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;"},
      {"{{ '&lt; & &#x;' | escape_once }}", "&lt; &amp; &amp;#x;"},
      {"{{ html | strip_html }}", "a & 'b'"},
      {"{{ 'a<script>1</script>b<!-- c -->d<e' | strip_html }}", "abd<e"},
      {"{{ 'a b&c~*' | url_encode }}", "a+b%26c~%2A"},
      {"{{ 'a+b%26c%' | url_decode }}", "a b&c%"},
      {"{{ '%ff' | url_decode }}",
       "template:1:12: what `url_decode` decoded is not UTF-8"},
      {"{{ 'a?>' | base64_encode }}", "YT8+"},
      {"{{ 'a?>' | base64_url_safe_encode }}", "YT8-"},
      {"{{ 'YQ' | base64_url_safe_decode }}", "a"},
      {"{{ 'YQ' | base64_decode }}", "template:1:11: the text is not base64"},
      {"{{ 'YR==' | base64_decode }}", "template:1:13: the text is not base64"},
  };
  ExpectAll(cases);
}

TEST(Filters, OfHeraldsOwn) {
  const FilterCase cases[] = {
      {"{{ o | json }}", R"({"a":1,"b":"x\"y"})"},
      {"{{ nothing | json }}", "null"},
      {"{{ 'a b/é' | form_encode }}", "a+b%2F%C3%A9"},
      {"{{ 'a b/é' | percent_encode }}", "a%20b%2F%C3%A9"},
      {"{{ html | xml_escape }}", "&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;"},
      {"{{ '123 4' | digits_spaced }}", "1. 2. 3. 4."},
      {"{{ 'The quick brown fox jumps over the lazy dog' | "
       "hmac_sha256: 'key' }}",
       "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"},
      {"{{ html | raw }}", "<b>a & 'b'</b>"},
  };
  ExpectAll(cases);
}

TEST(Escape, CoversEveryOutputButRawOnes) {
  const FilterCase html[] = {
      {"<p>{{ html }}</p>", "<p>&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;</p>"},
      {"{{ html | raw }}", "<b>a & 'b'</b>"},
      {"{{ html | raw | append: '' }}",
       "&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;"},
      {"{% echo html %}", "&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;"},
      {"{% capture c %}{{ html }}{% endcapture %}{{ c | raw }}",
       "&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;"},
      {"{% cycle '<', html %}{% cycle '<', html %}", "<<"},
      {"{% cycle html, '<' %}", "&lt;b&gt;a &amp; &#39;b&#39;&lt;/b&gt;"},
      {"{{ arr }}", "baC"},
  };
  for (const auto& [source, text] : html) {
    EXPECT_EQ(Rendered(source, kFilterData, {.escape = Escape::kHtml}), text);
  }
  EXPECT_EQ(
      Rendered("/v1/{{ html }}?{{ i }}", kFilterData, {.escape = Escape::kUrl}),
      "/v1/%3Cb%3Ea%20%26%20%27b%27%3C%2Fb%3E?5");
}

}  // namespace
}  // namespace herald::liquid
