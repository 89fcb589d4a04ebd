// SPDX-License-Identifier: Apache-2.0
#include "app/definition_parameters.h"

#include <regex>
#include <vector>

#include "app/message_walk.h"
#include "app/nearest.h"
#include "fmt/format.h"
#include "liquid/liquid.h"

namespace herald {
namespace {

constexpr std::size_t kMaxParameterBytes = 4096;

// Texts by name, as `parameters` or as its members.
class TextVariables : public liquid::Object {
 public:
  explicit TextVariables(const std::map<std::string, std::string>& texts,
                         const liquid::Object* outer = nullptr)
      : texts_(texts), outer_(outer) {}

  liquid::Value Find(std::string_view name) const override {
    if (outer_ != nullptr) {
      return name == "parameters" ? liquid::Value(outer_) : liquid::Value();
    }
    const auto found = texts_.find(std::string(name));
    return found == texts_.end() ? liquid::Value()
                                 : liquid::Value(found->second);
  }

 private:
  const std::map<std::string, std::string>& texts_;
  const liquid::Object* const outer_;
};

bool Matches(const std::string& text, const std::string& pattern) {
  try {
    return std::regex_match(text, std::regex(pattern));
  } catch (const std::regex_error&) {
    return false;
  }
}

std::string WhatIsWrong(const std::string& text,
                        const v1::ParameterDefinition& parameter) {
  if (text.size() > kMaxParameterBytes) return "is longer than 4096 bytes";
  if (parameter.pattern().empty() || Matches(text, parameter.pattern())) {
    return "";
  }
  return fmt::format("must match {} ({})", parameter.pattern(),
                     parameter.title());
}

// What a user gives for a parameter; an empty text is nothing.
const v1::ParameterValue* FindGiven(const GivenParameters& given,
                                    const std::string& name) {
  const auto found = given.find(name);
  if (found == given.end()) return nullptr;
  const bool is_empty =
      found->second.has_text() && found->second.text().empty();
  return is_empty ? nullptr : &found->second;
}

// Sorts the values of one provider into texts and secrets.
class ParameterSorter {
 public:
  ParameterSorter(const v1::ProviderDefinition& definition,
                  const Secrets& secrets, FieldViolations& violations)
      : definition_(definition), secrets_(secrets), violations_(violations) {}

  void Take(const std::string& name, const v1::ParameterDefinition& parameter,
            const v1::ParameterValue* given, ParameterValues& values) {
    const std::string& shown = PublicName(definition_, name);
    const std::string field = MemberPath("parameters", shown);
    if (given == nullptr) {
      if (parameter.optional() || !parameter.default_().empty()) return;
      violations_.Add("parameters",
                      fmt::format("lacks {}: {}", shown, parameter.title()));
    } else if (parameter.secret() && given->has_secret()) {
      values.secrets[name] = given->secret();
    } else if (parameter.secret()) {
      violations_.Add(field, "is secret; write {env: NAME} or {file: PATH}");
    } else {
      const std::string& text =
          given->has_secret() ? secrets_.Get(given->secret()) : given->text();
      TakeText(name, parameter, text, field, values);
    }
  }

  void TakeDefault(const std::string& name,
                   const v1::ParameterDefinition& parameter,
                   ParameterValues& values) {
    const auto text = RenderWithParameters(parameter.default_(), values.texts);
    const std::string field =
        MemberPath("parameters", PublicName(definition_, name));
    if (text.ok()) {
      TakeText(name, parameter, *text, field, values);
    } else {
      violations_.Add(field, std::string(text.status().message()));
    }
  }

 private:
  void TakeText(const std::string& name,
                const v1::ParameterDefinition& parameter,
                const std::string& text, const std::string& field,
                ParameterValues& values) {
    std::string wrong = WhatIsWrong(text, parameter);
    if (!wrong.empty()) violations_.Add(field, std::move(wrong));
    if (!text.empty()) values.texts[name] = text;
  }

  const v1::ProviderDefinition& definition_;
  const Secrets& secrets_;
  FieldViolations& violations_;
};

}  // namespace

const std::string& PublicName(const v1::ProviderDefinition& definition,
                              const std::string& name) {
  const auto found = definition.renamed().find(name);
  return found == definition.renamed().end() ? name : found->second;
}

ParameterValues TakeParameters(const v1::ProviderDefinition& definition,
                               const GivenParameters& given,
                               const Secrets& secrets,
                               FieldViolations& violations) {
  ParameterValues values;
  ParameterSorter sorter(definition, secrets, violations);
  // A map of protobuf's has no order, and messages should have one.
  std::map<std::string, v1::ParameterDefinition> known;
  std::vector<std::string> names;
  for (const auto& [name, parameter] : definition.parameters()) {
    known[name] = parameter;
  }
  for (const auto& [name, parameter] : known) {
    names.push_back(PublicName(definition, name));
    sorter.Take(name, parameter, FindGiven(given, names.back()), values);
  }
  for (const auto& [name, value] : given) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    violations.Add(MemberPath("parameters", name),
                   names.empty() ? "is not known; there are no parameters"
                                 : fmt::format("is not known; known are {}",
                                               NearestFirst(name, names)));
  }
  const ParameterValues taken = values;
  for (const auto& [name, parameter] : known) {
    const auto* own = FindGiven(given, PublicName(definition, name));
    if (own != nullptr || parameter.default_().empty()) continue;
    ParameterValues with_default = taken;
    sorter.TakeDefault(name, parameter, with_default);
    if (with_default.texts.contains(name)) {
      values.texts[name] = with_default.texts[name];
    }
  }
  return values;
}

absl::StatusOr<std::string> RenderWithParameters(
    std::string_view source, const std::map<std::string, std::string>& texts,
    liquid::Escape escape) {
  const auto compiled = liquid::Template::Parse(source, {.escape = escape});
  if (!compiled.ok()) return compiled.status();
  const TextVariables members(texts);
  return compiled->Render(TextVariables(texts, &members));
}

}  // namespace herald
