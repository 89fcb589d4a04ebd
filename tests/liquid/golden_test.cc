// SPDX-License-Identifier: Apache-2.0
// The public Golden Liquid suite: what the reference implementation prints.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "liquid/elements.h"
#include "liquid/json.h"
#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

using Sources = std::map<std::string, std::string>;

Sources PartialsOf(const Value& test) {
  Sources sources;
  ForEachMember(test.Find("templates"),
                [&sources](std::string_view name, Value source) {
                  sources.emplace(name, source.text());
                });
  return sources;
}

absl::StatusOr<std::string> Render(const Value& test) {
  const auto partials = Partials::Parse(PartialsOf(test));
  if (!partials.ok()) return partials.status();
  ParseOptions options;
  options.partials = &*partials;
  const auto parsed = Template::Parse(test.Find("template").text(), options);
  if (!parsed.ok()) return parsed.status();
  return parsed->Render(ValueVariables(test.Find("data")));
}

std::vector<std::string> ResultsOf(const Value& test) {
  const Value results = test.Find("results");
  std::vector<std::string> texts;
  if (!test.Find("result").is_nil()) {
    texts.emplace_back(test.Find("result").text());
  }
  for (std::int64_t i = 0; i < CountElements(results); ++i) {
    texts.emplace_back(ElementAt(results, i).text());
  }
  return texts;
}

// Empty if the case passes.
std::string Complaint(const Value& test) {
  const auto text = Render(test);
  if (test.Find("invalid").is_true()) {
    return text.ok() ? "printed '" + *text + "' and should fail" : "";
  }
  if (!text.ok()) return std::string(text.status().message());
  std::string complaint = "printed '" + *text + "'";
  for (const std::string& result : ResultsOf(test)) {
    if (*text == result) return "";
    complaint += ", should be '" + result + "'";
  }
  return complaint;
}

bool IsContinuousIntegration() {
  const char* value = std::getenv("CI");
  return value != nullptr && std::string_view(value) == "true";
}

TEST(Golden, EveryCasePrintsWhatTheReferencePrints) {
  std::ifstream file(HERALD_GOLDEN_LIQUID);
  if (!file) {
    ASSERT_FALSE(IsContinuousIntegration())
        << "no " << HERALD_GOLDEN_LIQUID << ", which CI must have";
    GTEST_SKIP() << "no " << HERALD_GOLDEN_LIQUID
                 << "; the conformance suite is not part of the checkout";
  }
  std::stringstream text;
  text << file.rdbuf();
  const auto document = JsonDocument::Parse(text.str());
  ASSERT_TRUE(document.ok()) << document.status();
  const Value tests = document->root().Find("tests");
  ASSERT_GT(CountElements(tests), 0);
  for (std::int64_t i = 0; i < CountElements(tests); ++i) {
    const Value test = ElementAt(tests, i);
    const std::string complaint = Complaint(test);
    EXPECT_EQ(complaint, "")
        << test.Find("name").text() << "\n  " << test.Find("template").text();
  }
}

}  // namespace
}  // namespace herald::liquid
