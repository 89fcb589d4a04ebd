// SPDX-License-Identifier: Apache-2.0
#include "app/definitions.h"

#include <utility>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_replace.h"
#include "app/configuration_loader.h"
#include "app/definition_vectors.h"
#include "app/file_reading.h"
#include "app/text_forms.h"
#include "catalogue/catalogue.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxFiles = 1000;
constexpr std::size_t kMaxDefinitionBytes = 1 << 20;

// Paths of the folder's definitions by their names; or what is wrong.
std::string FindDefinitionFiles(const std::string& folder,
                                std::map<std::string, std::string>& files) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end;
       !error && at != end; at.increment(error)) {
    const std::filesystem::path& path = at->path();
    if (path.extension() != ".yaml") continue;
    if (!IsProviderName(path.stem().native())) {
      return fmt::format(
          "holds {}; name definitions with 1 to 63 lower-case letters, digits, "
          "- and _, beginning with a letter, and .yaml",
          path.filename().native());
    }
    if (files.size() >= kMaxFiles) return "holds more than 1000 definitions";
    files[path.stem()] = path;
  }
  if (error) return "cannot be read: " + error.message();
  return "";
}

}  // namespace

std::string Definitions::ReadFolder(const std::string& folder) {
  std::map<std::string, std::string> files;
  std::string problem = FindDefinitionFiles(folder, files);
  if (!problem.empty()) return problem;
  for (const auto& [name, path] : files) {
    auto text = ReadFile(path, kMaxDefinitionBytes);
    if (!text.ok()) {
      return fmt::format("{}: {}", path, std::string(text.status().message()));
    }
    from_folder_[name] = std::make_unique<ReadDefinition>(ReadAndTestDefinition(
        path, *text,
        [this](const std::string& other) { return FindBuiltIn(other); }));
  }
  return "";
}

std::vector<std::string> Definitions::Names() const {
  std::vector<std::string> names;
  for (const DefinitionYaml& yaml : DefinitionYamls()) {
    names.emplace_back(yaml.name);
  }
  for (const auto& [name, read] : from_folder_) names.push_back(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

const ReadDefinition* Definitions::Find(const std::string& name) {
  const auto own = from_folder_.find(name);
  if (own != from_folder_.end()) return own->second.get();
  return FindBuiltIn(name) == nullptr ? nullptr : built_in_[name].get();
}

std::vector<std::string> Definitions::Mistakes() const {
  std::vector<std::string> lines;
  for (const auto& [name, read] : from_folder_) {
    for (const ConfigurationError& error : read->errors.Sorted()) {
      lines.push_back(error.ToString());
    }
  }
  return lines;
}

const v1::ProviderDefinition* Definitions::FindBuiltIn(
    const std::string& name) {
  const auto known = built_in_.find(name);
  if (known != built_in_.end()) return &known->second->definition;
  for (const DefinitionYaml& yaml : DefinitionYamls()) {
    if (yaml.name != name) continue;
    const auto find = [this, &name](const std::string& other) {
      // Nothing is a variant of itself.
      return other == name ? nullptr : FindBuiltIn(other);
    };
    auto read = std::make_unique<ReadDefinition>(
        ParseDefinition(name + ".yaml", yaml.text, find));
    return &(built_in_[name] = std::move(read))->definition;
  }
  return nullptr;
}

ReadDefinition ReadAndTestDefinition(const std::string& file,
                                     std::string_view text,
                                     const FindDefinition& find) {
  ReadDefinition read = ParseDefinition(file, text, find);
  if (!read.errors.empty()) return read;
  FieldViolations violations;
  const auto failures = RunVectors(read.definition, violations);
  AddViolations(violations, "", read.places, read.errors);
  for (const VectorFailure& failure : failures) {
    read.errors.Add(
        fmt::format("vectors[{}]", failure.index), read.places,
        "does not hold:\n    " +
            absl::StrReplaceAll(
                failure.description.substr(0, failure.description.size() - 1),
                {{"\n", "\n    "}}));
  }
  return read;
}

}  // namespace herald
