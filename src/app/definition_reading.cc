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
    Require(definition_.has_http() || definition_.has_smtp(), "http",
            "is required, or smtp");
    Require(definition_.vectors_size() > 0, "vectors", "is required");
    Require(definition_.renamed().empty(), "renamed", "is for variants");
    const v1::HttpProvider& http = definition_.http();
    Require(http.channels().empty(), "http.channels",
            "belongs to the definition; write it there");
    Require(http.secrets().empty(), "http.secrets",
            "are the parameters that are secret; declare them there");
    Require(http.parameters().empty(), "http.parameters",
            "are declared by the definition; write them there");
    if (definition_.has_smtp()) CheckSmtp();
    for (const auto& [name, parameter] : definition_.parameters()) {
      CheckParameter(name, parameter);
    }
    CheckVectors();
    if (definition_.has_http()) {
      CheckSecrets(*definition_.mutable_http(), "http");
    }
    if (definition_.has_smtp()) {
      CheckSecrets(*definition_.mutable_smtp(), "smtp");
    }
  }

  void CheckVariant(const FindDefinition& find) {
    const v1::ProviderDefinition* original = find(definition_.variant_of());
    Require(original != nullptr, "variant_of",
            "is not the name of a built-in entry");
    Require(definition_.channels().empty() &&
                definition_.parameters().empty() &&
                definition_.capabilities().empty() && !definition_.has_http() &&
                !definition_.has_smtp() && definition_.vectors().empty(),
            "variant_of",
            "excludes channels, parameters, capabilities, http, smtp and "
            "vectors");
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

  void CheckSmtp() {
    Require(!definition_.has_http(), "smtp", "excludes http");
    Require(definition_.channels_size() == 1 &&
                definition_.channels(0) == v1::CHANNEL_EMAIL,
            "channels", "must be email alone with smtp");
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
      Require(vector.has_request() || vector.has_mail() || vector.has_outcome(),
              field, "shows nothing; give a request, a mail or an outcome");
      Require(!vector.has_answer() || vector.has_outcome(), field + ".answer",
              "needs an outcome");
      Require(!vector.has_reply() || vector.has_outcome(), field + ".reply",
              "needs an outcome");
      CheckKind(vector, field);
      for (const auto& [name, value] : vector.parameters()) {
        Require(definition_.parameters().contains(name),
                MemberPath(field + ".parameters", name),
                "is no parameter of this definition");
      }
    }
  }

  void CheckKind(const v1::DefinitionVector& vector, const std::string& field) {
    Require(definition_.has_smtp() || !vector.has_mail(), field + ".mail",
            "is for definitions with smtp");
    Require(definition_.has_smtp() || !vector.has_reply(), field + ".reply",
            "is for definitions with smtp");
    Require(!definition_.has_smtp() || !vector.has_request(),
            field + ".request", "is for definitions with http; give a mail");
    Require(!definition_.has_smtp() || !vector.has_answer(), field + ".answer",
            "is for definitions with http; give a reply");
  }

  // Secrets come from parameters alone.
  void CheckSecrets(Message& root, const std::string& field) {
    VisitMessages(
        root, field, [&](const Message& message, const std::string& path) {
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
