// SPDX-License-Identifier: Apache-2.0
#include "app/catalogue_page.h"

#include <map>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "app/definition_parameters.h"
#include "app/field_kinds.h"
#include "fmt/format.h"

namespace herald {
namespace {

// The values of a list of enums as people write them.
template <typename Values>
std::string EnumList(const Values& values,
                     const google::protobuf::EnumDescriptor& type) {
  const auto names = EnumNames(type);
  std::vector<std::string> words;
  for (const int value : values) words.push_back(names.at(value - 1));
  return absl::StrJoin(words, ", ");
}

// Text for a cell of a table.
std::string InCell(const std::string& text) {
  return absl::StrReplaceAll(text, {{"|", "\\|"}});
}

std::string ParameterText(const std::string& name,
                          const v1::ParameterDefinition& parameter) {
  std::string text = fmt::format("`{}`", name);
  if (parameter.secret()) text += " (secret)";
  text += " " + InCell(parameter.title());
  if (!parameter.default_().empty()) {
    text += fmt::format(", by default `{}`", InCell(parameter.default_()));
  }
  return text;
}

// Those that are required first.
std::string ParameterList(const v1::ProviderDefinition& definition) {
  std::map<std::string, std::string> required;
  std::map<std::string, std::string> optional;
  for (const auto& [name, parameter] : definition.parameters()) {
    const bool is_optional =
        parameter.optional() || !parameter.default_().empty();
    const std::string& shown = PublicName(definition, name);
    (is_optional ? optional : required)[shown] =
        ParameterText(shown, parameter);
  }
  std::vector<std::string> texts;
  for (const auto& [name, text] : required) texts.push_back(text);
  std::vector<std::string> rest;
  for (const auto& [name, text] : optional) rest.push_back(text);
  std::string list = absl::StrJoin(texts, "; ");
  if (!rest.empty()) {
    list += (list.empty() ? "Optional: " : ". Optional: ") +
            absl::StrJoin(rest, "; ");
  }
  return list;
}

}  // namespace

std::string ChannelList(const v1::ProviderDefinition& definition) {
  return EnumList(definition.channels(), *v1::Channel_descriptor());
}

std::string CapabilityList(const v1::ProviderDefinition& definition) {
  return absl::StrReplaceAll(
      EnumList(definition.capabilities(), *v1::Capability_descriptor()),
      {{"_", " "}});
}

std::string CataloguePage(Definitions& definitions) {
  std::string page =
      "| Entry | Product | Carries | Can | Parameters |\n"
      "|---|---|---|---|---|\n";
  for (const std::string& name : definitions.Names()) {
    const v1::ProviderDefinition& definition =
        definitions.Find(name)->definition;
    page += fmt::format("| `{}` | [{}]({}) | {} | {} | {} |\n", name,
                        InCell(definition.title()), definition.page(),
                        ChannelList(definition), CapabilityList(definition),
                        ParameterList(definition));
  }
  return page;
}

}  // namespace herald
