// SPDX-License-Identifier: Apache-2.0
#include "providers/named_template.h"

#include <utility>

#include <fmt/format.h>

#include <set>

namespace herald {

std::optional<liquid::Template> CompileTemplate(std::string_view field,
                                                std::string_view source,
                                                FieldViolations& violations,
                                                liquid::Escape escape) {
  liquid::ParseOptions options;
  options.escape = escape;
  auto compiled = liquid::Template::Parse(source, options);
  if (compiled.ok()) return *std::move(compiled);
  violations.Add(std::string(field), std::string(compiled.status().message()));
  return {};
}

std::optional<liquid::Condition> CompileCondition(std::string_view field,
                                                  std::string_view source,
                                                  FieldViolations& violations) {
  liquid::ParseOptions options;
  options.name = "condition";
  auto compiled = liquid::Condition::Parse(source, options);
  if (compiled.ok()) return *std::move(compiled);
  violations.Add(std::string(field), std::string(compiled.status().message()));
  return {};
}

std::string FieldOf(std::string_view field, std::string_view name) {
  return fmt::format("{}[{}]", field, name);
}

std::vector<NamedTemplate> CompileNamedTemplates(std::string_view field,
                                                 const NamedValues& values,
                                                 FieldViolations& violations) {
  std::vector<NamedTemplate> templates;
  for (const v1::NamedValue& value : values) {
    const std::string path = FieldOf(field, value.name());
    if (value.name().empty()) violations.Add(path, "needs a name");
    auto compiled = CompileTemplate(path, value.value(), violations);
    if (!compiled.has_value()) continue;
    templates.push_back({value.name(), *std::move(compiled)});
  }
  return templates;
}

void CheckNamesAreUnique(std::string_view field, const NamedValues& values,
                         FieldViolations& violations) {
  std::set<std::string> names;
  for (const v1::NamedValue& value : values) {
    if (names.insert(value.name()).second) continue;
    violations.Add(FieldOf(field, value.name()), "stands here twice");
  }
}

}  // namespace herald
