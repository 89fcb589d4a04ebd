// SPDX-License-Identifier: Apache-2.0
#include "app/definition_reading.h"

#include <utility>

#include <set>
#include <variant>

#include "app/field_rules.h"
#include "app/message_reader.h"
#include "app/message_walk.h"
#include "app/nearest.h"
#include "app/text_forms.h"
#include "app/yaml_tree.h"
#include "fmt/format.h"

namespace herald {
namespace {

using google::protobuf::Message;

// Looks at what the table of field rules cannot say.
class DefinitionRules {
 public:
  explicit DefinitionRules(ReadDefinition& read)
      : read_(read), definition_(read.definition) {}

  void CheckEntry() {
    Require(definition_.channels_size() > 0, "channels", "is required");
    Require(definition_.has_http(), "http", "is required");
    Require(definition_.vectors_size() > 0, "vectors", "is required");
    Require(definition_.renamed().empty(), "renamed", "is for variants");
    const v1::HttpProvider& http = definition_.http();
    Require(http.channels().empty(), "http.channels",
            "belongs to the definition; write it there");
    Require(http.secrets().empty(), "http.secrets",
            "are the parameters that are secret; declare them there");
    Require(http.parameters().empty(), "http.parameters",
            "are declared by the definition; write them there");
    for (const auto& [name, parameter] : definition_.parameters()) {
      CheckParameter(name, parameter);
    }
    CheckVectors();
    CheckSecrets();
  }

  void CheckVariant(const FindDefinition& find) {
    const v1::ProviderDefinition* original = find(definition_.variant_of());
    Require(original != nullptr, "variant_of",
            "is not the name of a built-in entry");
    Require(definition_.channels().empty() &&
                definition_.parameters().empty() &&
                definition_.capabilities().empty() && !definition_.has_http() &&
                definition_.vectors().empty(),
            "variant_of",
            "excludes channels, parameters, capabilities, http and vectors");
    if (original == nullptr || !read_.errors.empty()) return;
    for (const auto& [from, to] : definition_.renamed()) {
      const std::string field = MemberPath("renamed", from);
      Require(original->parameters().contains(from), field,
              "is no parameter of the original");
      Require(IsVariableName(to), field, kVariableName);
    }
    v1::ProviderDefinition variant = *original;
    variant.set_title(definition_.title());
    variant.set_page(definition_.page());
    variant.set_variant_of(definition_.variant_of());
    *variant.mutable_renamed() = definition_.renamed();
    definition_ = std::move(variant);
  }

 private:
  static constexpr const char kVariableName[] =
      "must be at most 63 letters, digits and underscores, not beginning with "
      "a digit";

  void Require(bool holds, const std::string& field, std::string description) {
    if (holds || read_.errors.IsIn(field)) return;
    read_.errors.Add(field, read_.places, std::move(description));
  }

  void CheckParameter(const std::string& name,
                      const v1::ParameterDefinition& parameter) {
    const std::string field = MemberPath("parameters", name);
    Require(IsVariableName(name), field, kVariableName);
    Require(!parameter.secret() || parameter.pattern().empty(),
            field + ".pattern", "is not for secrets");
    Require(!parameter.secret() || parameter.default_().empty(),
            field + ".default", "is not for secrets");
    Require(!parameter.optional() || parameter.default_().empty(),
            field + ".optional", "says no more than the default; give one");
  }

  void CheckVectors() {
    std::set<std::string> names;
    for (int i = 0; i < definition_.vectors_size(); ++i) {
      const v1::DefinitionVector& vector = definition_.vectors(i);
      const std::string field = fmt::format("vectors[{}]", i);
      Require(names.insert(vector.name()).second, field + ".name",
              "stands here twice; it must be unique");
      Require(vector.has_request() || vector.has_outcome(), field,
              "shows nothing; give a request or an outcome");
      Require(!vector.has_answer() || vector.has_outcome(), field + ".answer",
              "needs an outcome");
      for (const auto& [name, value] : vector.parameters()) {
        Require(definition_.parameters().contains(name),
                MemberPath(field + ".parameters", name),
                "is no parameter of this definition");
      }
    }
  }

  // Secrets come from parameters alone.
  void CheckSecrets() {
    VisitMessages(
        *definition_.mutable_http(), "http",
        [&](const Message& message, const std::string& path) {
          if (auto* secret = dynamic_cast<const v1::Secret*>(&message)) {
            CheckSecret(*secret, path);
          }
        });
  }

  void CheckSecret(const v1::Secret& secret, const std::string& path) {
    const auto found = definition_.parameters().find(secret.parameter());
    Require(
        secret.source_case() == v1::Secret::kParameter &&
            found != definition_.parameters().end() && found->second.secret(),
        path, "must be {parameter: NAME} with the name of a secret parameter");
  }

  ReadDefinition& read_;
  v1::ProviderDefinition& definition_;
};

}  // namespace

ReadDefinition ParseDefinition(const std::string& file, std::string_view text,
                               const FindDefinition& find) {
  ReadDefinition read(file);
  read.text = std::string(text);
  const auto parsed = ParseYaml(text);
  if (const auto* problem = std::get_if<YamlProblem>(&parsed)) {
    read.errors.Add(FieldPath{}, problem->place, problem->description);
    return read;
  }
  MessageReader(read.places, read.errors)
      .Read(*std::get<YamlDocument>(parsed).root, {}, read.definition);
  VisitMessages(read.definition, "",
                [&](const Message& message, const std::string& path) {
                  if (read.errors.IsIn(path)) return;
                  CheckFieldRules(message, path, read.places, read.errors);
                });
  DefinitionRules rules(read);
  if (read.definition.variant_of().empty()) {
    rules.CheckEntry();
  } else {
    rules.CheckVariant(find);
  }
  return read;
}

}  // namespace herald
