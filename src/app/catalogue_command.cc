// SPDX-License-Identifier: Apache-2.0
#include "app/catalogue_command.h"

#include <utility>

#include <filesystem>
#include <vector>

#include "absl/strings/str_join.h"
#include "app/catalogue_page.h"
#include "app/definitions.h"
#include "app/file_reading.h"
#include "app/nearest.h"
#include "app/text_table.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxFileBytes = 1 << 20;

bool IsFileName(const std::string& definition) {
  return definition.ends_with(".yaml") ||
         definition.find('/') != definition.npos;
}

std::string ErrorLines(const ReadDefinition& read) {
  std::string lines;
  for (const ConfigurationError& error : read.errors.Sorted()) {
    lines += error.ToString() + "\n";
  }
  return lines;
}

CatalogueOutput List(Definitions& definitions) {
  std::vector<std::vector<std::string>> rows = {
      {"NAME", "CARRIES", "CAN", "PRODUCT"}};
  for (const std::string& name : definitions.Names()) {
    const v1::ProviderDefinition& definition =
        definitions.Find(name)->definition;
    rows.push_back({name, ChannelList(definition), CapabilityList(definition),
                    definition.title()});
  }
  return {.text = TextTable(rows)};
}

// Tests definitions, and counts.
class DefinitionTest {
 public:
  explicit DefinitionTest(Definitions& definitions)
      : definitions_(definitions) {}

  void Test(const std::string& name) {
    const ReadDefinition* known = definitions_.Find(name);
    const auto find = [this, &name](const std::string& other) {
      const ReadDefinition* original =
          other == name ? nullptr : definitions_.Find(other);
      return original == nullptr ? nullptr : &original->definition;
    };
    Count(name, ReadAndTestDefinition(name + ".yaml", known->text, find));
  }

  void TestFile(const std::string& file) {
    const auto text = ReadFile(file, kMaxFileBytes);
    if (!text.ok()) {
      output_.mistakes +=
          fmt::format("{}: {}\n", file, std::string(text.status().message()));
      return;
    }
    const auto find = [this](const std::string& other) {
      const ReadDefinition* original = definitions_.Find(other);
      return original == nullptr ? nullptr : &original->definition;
    };
    Count(file, ReadAndTestDefinition(file, *text, find));
  }

  CatalogueOutput Finish() {
    output_.text += fmt::format("{} definitions, {} vectors, {} failed\n",
                                definitions_tested_, vectors_, failed_);
    return std::move(output_);
  }

 private:
  void Count(const std::string& name, const ReadDefinition& read) {
    ++definitions_tested_;
    vectors_ += read.definition.vectors_size();
    if (!read.errors.empty()) ++failed_;
    output_.text += fmt::format("{} - {}: {} vectors\n",
                                read.errors.empty() ? "ok" : "not ok", name,
                                read.definition.vectors_size());
    output_.mistakes += ErrorLines(read);
  }

  Definitions& definitions_;
  CatalogueOutput output_;
  int definitions_tested_ = 0;
  int vectors_ = 0;
  int failed_ = 0;
};

CatalogueOutput Unknown(const std::string& name,
                        const Definitions& definitions) {
  return {.mistakes = fmt::format(
              "herald: {} is not in the catalogue; nearest first: {}\n", name,
              NearestFirst(name, definitions.Names()))};
}

CatalogueOutput TestDefinitions(const Arguments& arguments,
                                Definitions& definitions) {
  DefinitionTest test(definitions);
  if (arguments.is_all) {
    for (const std::string& name : definitions.Names()) test.Test(name);
  } else if (IsFileName(arguments.definition)) {
    test.TestFile(arguments.definition);
  } else if (definitions.Find(arguments.definition) == nullptr) {
    return Unknown(arguments.definition, definitions);
  } else {
    test.Test(arguments.definition);
  }
  return test.Finish();
}

CatalogueOutput Show(const std::string& definition, Definitions& definitions) {
  if (IsFileName(definition)) {
    const auto text = ReadFile(definition, kMaxFileBytes);
    if (text.ok()) return {.text = *text};
    return {.mistakes = fmt::format("{}: {}\n", definition,
                                    std::string(text.status().message()))};
  }
  const ReadDefinition* read = definitions.Find(definition);
  if (read == nullptr) return Unknown(definition, definitions);
  return {.text = read->text};
}

}  // namespace

CatalogueOutput RunCatalogueCommand(const Arguments& arguments) {
  Definitions definitions;
  if (!arguments.catalogue_folder.empty()) {
    const std::string problem =
        definitions.ReadFolder(arguments.catalogue_folder);
    const std::vector<std::string> mistakes = definitions.Mistakes();
    if (!problem.empty()) {
      return {.mistakes =
                  fmt::format("{} {}\n", arguments.catalogue_folder, problem)};
    }
    if (!mistakes.empty() && arguments.catalogue_action != "test") {
      return {.mistakes = absl::StrJoin(mistakes, "\n") + "\n"};
    }
  }
  if (arguments.catalogue_action == "list") return List(definitions);
  if (arguments.catalogue_action == "page") {
    return {.text = CataloguePage(definitions)};
  }
  if (arguments.catalogue_action == "show") {
    return Show(arguments.definition, definitions);
  }
  return TestDefinitions(arguments, definitions);
}

}  // namespace herald
