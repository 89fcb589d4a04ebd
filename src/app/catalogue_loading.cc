// SPDX-License-Identifier: Apache-2.0
#include "app/catalogue_loading.h"

#include <string>

#include "app/definition_expansion.h"
#include "app/definitions.h"
#include "app/message_walk.h"
#include "app/nearest.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr char kFolderField[] = "catalogue_folder";
constexpr std::size_t kNearest = 5;

void ReadDefinitionFolder(LoadedConfiguration& loaded,
                          Definitions& definitions) {
  const std::string& folder = loaded.configuration.catalogue_folder();
  if (folder.empty() || loaded.errors.IsIn(kFolderField)) return;
  const std::string problem = definitions.ReadFolder(folder);
  if (!problem.empty()) {
    loaded.errors.Add(kFolderField, loaded.places, problem);
  }
  for (const std::string& line : definitions.Mistakes()) {
    loaded.errors.Add(kFolderField, loaded.places, line);
  }
}

// The first few of a list `a, b, c`.
std::string FirstOf(const std::string& list) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < kNearest && end != list.npos; ++i) {
    end = list.find(", ", end + 1);
  }
  return list.substr(0, end);
}

void ExpandProvider(LoadedConfiguration& loaded, Definitions& definitions,
                    int index) {
  const v1::Provider& provider = loaded.configuration.providers(index);
  const std::string path = fmt::format("providers[{}]", index);
  const std::string& entry = provider.catalogue().entry();
  const std::string entry_field = path + ".catalogue.entry";
  if (entry.empty() || loaded.errors.IsIn(entry_field)) return;
  const ReadDefinition* read = definitions.Find(entry);
  // It may be one of those that could not be read.
  if (read == nullptr && loaded.errors.IsIn(kFolderField)) return;
  if (read == nullptr) {
    loaded.errors.Add(
        entry_field, loaded.places,
        fmt::format("is not in the catalogue; nearest are {}; `herald "
                    "catalogue list` lists all",
                    FirstOf(NearestFirst(entry, definitions.Names()))));
  }
  if (read == nullptr || !read->errors.empty()) return;
  if (loaded.errors.IsWithin(path + ".parameters")) return;
  FieldViolations violations;
  const ParameterValues values = TakeParameters(
      read->definition, provider.parameters(), loaded.secrets, violations);
  loaded.expanded[index] =
      ExpandDefinition(read->definition, values, violations);
  AddViolations(violations, path, loaded.places, loaded.errors);
}

}  // namespace

void ExpandCatalogue(LoadedConfiguration& loaded) {
  Definitions definitions;
  ReadDefinitionFolder(loaded, definitions);
  for (int i = 0; i < loaded.configuration.providers_size(); ++i) {
    const v1::Provider& provider = loaded.configuration.providers(i);
    const std::string field = fmt::format("providers[{}].parameters", i);
    if (provider.has_catalogue()) {
      ExpandProvider(loaded, definitions, i);
    } else if (!provider.parameters().empty() && !loaded.errors.IsIn(field)) {
      loaded.errors.Add(field, loaded.places,
                        "belongs to the kind catalogue; leave it out");
    }
  }
}

}  // namespace herald
