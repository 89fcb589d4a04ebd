// SPDX-License-Identifier: Apache-2.0
#include "liquid/json.h"

#include <gtest/gtest.h>

#include <string>

#include "liquid/elements.h"

namespace herald::liquid {
namespace {

std::string RoundTrip(std::string_view text) {
  const auto document = JsonDocument::Parse(text);
  if (!document.ok()) return std::string(document.status().message());
  std::string out;
  StringText json(&out);
  EXPECT_TRUE(AppendJsonValue(document->root(), &json));
  json.Finish();
  return out;
}

TEST(Json, ComesBackAsItWas) {
  for (const char* text :
       {"null", "true", "-9223372036854775808", "9223372036854775807", "1.5",
        R"("a\"\\b\n")", "[]", "{}", R"([1,[2,{"a":[]}]])",
        R"({"b":1,"a":{"c":null}})", R"("é😀")"}) {
    EXPECT_EQ(RoundTrip(text), text);
  }
}

TEST(Json, KeepsIntegersAndFloatsApart) {
  EXPECT_EQ(RoundTrip("1.0"), "1.0");
  EXPECT_EQ(RoundTrip("1"), "1");
  EXPECT_EQ(RoundTrip("18446744073709551615"), "1.8446744073709552e+19");
  EXPECT_EQ(RoundTrip("1e2"), "100.0");
  EXPECT_EQ(RoundTrip("0e40"), "0.0");
  EXPECT_EQ(RoundTrip("-0.0"), "-0.0");
  EXPECT_EQ(RoundTrip("0.1000000000000000055511151231257827"), "0.1");
  EXPECT_EQ(RoundTrip("1e-400"), "0.0");
  EXPECT_EQ(RoundTrip("1e400"),
            "not JSON at byte 0: Number too big to be "
            "stored in double.");
}

TEST(Json, LetsTheLastOfEqualNamesCount) {
  EXPECT_EQ(RoundTrip(R"({"a":1,"b":2,"a":3})"), R"({"a":3,"b":2})");
}

TEST(Json, FindsMembersOfLargeObjects) {
  std::string text = "{";
  for (int i = 0; i < 1000; ++i) {
    text += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  }
  text += "\"last\":true}";
  const JsonDocument document = JsonDocument::Parse(text).value();
  EXPECT_EQ(document.root().Find("k0").integer(), 0);
  EXPECT_EQ(document.root().Find("k999").integer(), 999);
  EXPECT_TRUE(document.root().Find("last").boolean());
  EXPECT_TRUE(document.root().Find("k1000").is_nil());
}

TEST(Json, StaysValidWhenTheDocumentMoves) {
  JsonDocument document = JsonDocument::Parse(R"({"a":"text"})").value();
  const Value root = document.root();
  const JsonDocument moved = std::move(document);
  EXPECT_EQ(root.Find("a").text(), "text");
}

struct JsonError {
  std::string text;
  std::string message;
};

TEST(Json, SaysWhereItIsWrongWithoutRepeatingIt) {
  const JsonError cases[] = {
      {"", "not JSON at byte 0: The document is empty."},
      {"{\"a\":}", "not JSON at byte 5: Invalid value."},
      {"[1] x",
       "not JSON at byte 4: The document root must not be followed by other "
       "values."},
      {"\"\xff\"", "not JSON at byte 1: Invalid encoding in string."},
      {std::string(65, '['), "not JSON at byte 64: nested deeper than 64"},
      {std::string(1'000'000, '['),
       "not JSON at byte 64: nested deeper than 64"},
  };
  for (const JsonError& test : cases) {
    EXPECT_EQ(RoundTrip(test.text), test.message);
  }
  EXPECT_EQ(RoundTrip(std::string(64, '[') + std::string(64, ']')),
            std::string(64, '[') + std::string(64, ']'));
}

TEST(Json, ReplacesInvalidUtf8InStrings) {
  std::string out;
  AppendJsonString(std::string_view("a\xff\0\x1f\"", 5), &out);
  EXPECT_EQ(out, "\"a\xef\xbf\xbd\\u0000\\u001f\\\"\"");
}

}  // namespace
}  // namespace herald::liquid
