// SPDX-License-Identifier: Apache-2.0
#include "app/configuration_loader.h"

#include <utility>

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "app/catalogue_loading.h"
#include "app/client_certificates.h"
#include "app/configuration_rules.h"
#include "app/file_reading.h"
#include "app/message_reader.h"
#include "app/message_template_loading.h"
#include "app/message_walk.h"
#include "app/secret_loading.h"
#include "app/yaml_tree.h"

namespace herald {
namespace {

constexpr std::size_t kMaxConfigurationBytes = 4 << 20;

}  // namespace

LoadedConfiguration LoadConfiguration(const std::string& file) {
  LoadedConfiguration loaded{.errors = ConfigurationErrors(file)};
  const absl::StatusOr<std::string> text =
      ReadFile(file, kMaxConfigurationBytes);
  if (!text.ok()) {
    loaded.errors.Add(FieldPath{}, TextPlace{},
                      std::string(text.status().message()));
    return loaded;
  }
  const auto parsed = ParseYaml(*text);
  if (const auto* problem = std::get_if<YamlProblem>(&parsed)) {
    loaded.errors.Add(FieldPath{}, problem->place, problem->description);
    return loaded;
  }
  const YamlNode& root = *std::get<YamlDocument>(parsed).root;
  MessageReader(loaded.places, loaded.errors)
      .Read(root, {}, loaded.configuration);
  CheckRules(loaded.configuration, loaded.places, loaded.errors);
  const std::string folder = std::filesystem::path(file).parent_path().string();
  ResolvePaths(loaded.configuration, folder);
  if (loaded.configuration.has_message_templates()) {
    ReadTemplateFiles(*loaded.configuration.mutable_message_templates(),
                      loaded.places, loaded.errors);
  }
  loaded.secrets =
      LoadSecrets(loaded.configuration, loaded.places, loaded.errors);
  ExpandCatalogue(loaded);
  // The paths of secrets are resolved already.
  for (auto& [index, provider] : loaded.expanded) {
    if (!provider.http().has_tls()) continue;
    ResolvePaths(*provider.mutable_http()->mutable_tls(), folder);
  }
  ReadClientCertificates(loaded);
  return loaded;
}

void AddViolations(const FieldViolations& violations, const std::string& path,
                   const Places& places, ConfigurationErrors& errors) {
  std::vector<std::pair<std::string, std::string>> added;
  for (const FieldViolation& violation : violations.all()) {
    std::string field =
        violation.field.empty() ? path : MemberPath(path, violation.field);
    if (errors.IsIn(field)) continue;
    added.emplace_back(std::move(field), violation.description);
  }
  for (auto& [field, description] : added)
    errors.Add(field, places, std::move(description));
}

}  // namespace herald
