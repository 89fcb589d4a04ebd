// SPDX-License-Identifier: Apache-2.0
#include "liquid/xml.h"

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "liquid/json.h"

namespace herald::liquid {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The tree as JSON, or why there is none.
std::string Tree(std::string_view text) {
  const auto document = XmlDocument::Parse(text);
  if (!document.ok()) return std::string(document.status().message());
  std::string out;
  StringText json(&out);
  EXPECT_TRUE(AppendJsonValue(document->root(), &json));
  json.Finish();
  return out;
}

std::string Repeated(const std::string& text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST(Xml, BecomesATree) {
  const std::pair<std::string, std::string> rows[] = {
      {"<a/>", R"({"a":""})"},
      {"<a>b</a>", R"({"a":"b"})"},
      {"<a> \n b c\t</a>", R"({"a":"b c"})"},
      {"<a><b>1</b><c/></a>", R"({"a":{"b":"1","c":""}})"},
      {"<a><b>1</b><c>2</c><b>3</b></a>", R"({"a":{"b":["1","3"],"c":"2"}})"},
      {"<a><b/><b><c/></b></a>", R"({"a":{"b":["",{"c":""}]}})"},
      {"<a x='1' y=' 2 '/>", R"({"a":{"@x":"1","@y":"2"}})"},
      {"<a x='1'>t</a>", R"({"a":{"@x":"1","#text":"t"}})"},
      {"<a>one<b/> two </a>", R"({"a":{"b":"","#text":"one two"}})"},
      {"<a>\n  <b>1</b>\n</a>", R"({"a":{"b":"1"}})"},
      {"<a><x>1</x><x>2</x>t</a>", R"({"a":{"x":["1","2"],"#text":"t"}})"},
      {"\xef\xbb\xbf<?xml version='1.0'?><!-- c --><a><!-- c --><?p i?>b</a>\n",
       R"({"a":"b"})"},
      {"<a>&lt;&amp;&quot;&#65;&#x1F600;</a>",
       "{\"a\":\"<&\\\"A\xf0\x9f\x98\x80\"}"},
      {"<a><![CDATA[<b>&amp;]]> c<![CDATA[]]></a>", R"({"a":"<b>&amp; c"})"},
      {"<n:a xmlns:n='urn:1' xmlns='urn:2' n:x='1' y='2'><b/><n:b/></n:a>",
       R"({"a":{"@x":"1","@y":"2","b":["",""]}})"},
      {"<a xmlns='urn:1'>b</a>", R"({"a":"b"})"},
      {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
       "{\"a\":\"\xc3\xa9\"}"},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(Tree(text), expected) << text;
  }
}

TEST(Xml, ReadsUtf16) {
  std::string wide = "\xff\xfe";
  for (const char c : std::string("<a>b</a>")) wide += {c, '\0'};
  EXPECT_EQ(Tree(wide), R"({"a":"b"})");
}

TEST(Xml, IsRefusedUnlessItIsWellFormed) {
  for (const std::string text : {"",
                                 " ",
                                 "hush",
                                 "{}",
                                 "<a>",
                                 "<a></b>",
                                 "<a/><b/>",
                                 "<a/>hush",
                                 "<a b/>",
                                 "<a b=hush/>",
                                 "<a x='1' x='2'/>",
                                 "<a><</a>",
                                 "<a>&hush;</a>",
                                 "<a>&#0;</a>",
                                 "<a>&#xD800;</a>",
                                 "<a>\x01</a>",
                                 "<a>]]></a>",
                                 "<a><![CDATA[hush</a>",
                                 "<a>\xff</a>",
                                 "<a>\xc0\xaf</a>",
                                 "<a>\xed\xa0\x80</a>",
                                 "<a>\xf4\x90\x80\x80</a>",
                                 "<a>\xc3</a>",
                                 "<a x='\xff'/>",
                                 "<\xff/>",
                                 "<?xml version='1.0' encoding='hush'?><a/>",
                                 "<html><br></html>",
                                 "<a"}) {
    EXPECT_THAT(Tree(text), StartsWith("not XML at byte ")) << text;
    EXPECT_THAT(Tree(text), Not(HasSubstr("hush")));
  }
  EXPECT_THAT(Tree(std::string("<a>\0</a>", 8)), StartsWith("not XML"));
}

TEST(Xml, HasNoDocumentTypeAndThusNoEntities) {
  std::string laughs = "<!DOCTYPE a [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    laughs +=
        "<!ENTITY l" + std::to_string(i) + " '" + Repeated(before, 10) + "'>";
  }
  laughs += "]><a>&l29;</a>";
  for (const std::string& text :
       {laughs, std::string("<!DOCTYPE html><html/>"),
        std::string("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"),
        std::string("<!DOCTYPE a [<!ENTITY b SYSTEM "
                    "'file:///etc/passwd'>]><a>&b;</a>"),
        std::string("<!DOCTYPE a [<!ENTITY % b SYSTEM "
                    "'http://127.0.0.1/'>%b;]><a/>")}) {
    EXPECT_THAT(Tree(text),
                EndsWith(": document type declarations are not read"));
  }
}

TEST(Xml, IsNestedSixtyFourDeepAtMost) {
  EXPECT_THAT(Tree(Repeated("<a>", 64) + Repeated("</a>", 64)),
              StartsWith(R"({"a":{"a":)"));
  EXPECT_EQ(Tree(Repeated("<a>", 65) + Repeated("</a>", 65)),
            "not XML at byte 192: nested deeper than 64");
  EXPECT_EQ(Tree(Repeated("<a>", 64) + "<b/>" + Repeated("</a>", 64)),
            "not XML at byte 192: nested deeper than 64");
  EXPECT_EQ(Tree(Repeated("<a>", 300'000)),
            "not XML at byte 192: nested deeper than 64");
}

TEST(Xml, MayBeAsLargeAsAnyAnswer) {
  constexpr int kMany = 200'000;
  const std::string equal = "<r>" + Repeated("<a/>", kMany) + "</r>";
  const XmlDocument list = XmlDocument::Parse(equal).value();
  EXPECT_EQ(list.root().Find("r").Find("a").size(), kMany);

  std::string different = "<r ";
  for (int i = 0; i < kMany / 4; ++i) {
    different += "a" + std::to_string(i) + "='" + std::to_string(i) + "' ";
  }
  different += ">";
  for (int i = 0; i < kMany / 4; ++i) {
    different += "<e" + std::to_string(i) + "/>";
  }
  const XmlDocument object = XmlDocument::Parse(different + "</r>").value();
  EXPECT_EQ(object.root().Find("r").Find("@a49999").text(), "49999");
  EXPECT_FALSE(object.root().Find("r").Find("e0").is_nil());
  EXPECT_TRUE(object.root().Find("r").Find("e50000").is_nil());

  const std::string pieces = "<a>" + Repeated("&amp;\n", kMany) + "b</a>";
  const XmlDocument text = XmlDocument::Parse(pieces).value();
  EXPECT_EQ(text.root().Find("a").text().size(), 2u * kMany + 1);
}

TEST(Xml, StaysValidWhenTheDocumentMoves) {
  XmlDocument document = XmlDocument::Parse("<a>text</a>").value();
  const Value root = document.root();
  const XmlDocument moved = std::move(document);
  EXPECT_EQ(root.Find("a").text(), "text");
}

}  // namespace
}  // namespace herald::liquid
