// SPDX-License-Identifier: Apache-2.0
#include "app/secret_loading.h"

#include <utility>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "absl/status/statusor.h"
#include "app/file_reading.h"
#include "app/message_walk.h"
#include "app/rule_table.h"
#include "fmt/format.h"

namespace herald {
namespace {

using google::protobuf::Message;

constexpr std::size_t kMaxSecretBytes = 64 << 10;

void RemoveOneLineBreak(std::string* text) {
  if (text->empty() || text->back() != '\n') return;
  text->pop_back();
  if (!text->empty() && text->back() == '\r') text->pop_back();
}

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  if (path.empty()) return absl::InvalidArgumentError("must name a file");
  auto value = ReadFile(path, kMaxSecretBytes);
  if (value.ok()) RemoveOneLineBreak(&*value);
  if (value.ok() && value->empty()) {
    return absl::InvalidArgumentError(
        fmt::format("is empty: {}; write the secret into it", path));
  }
  if (value.ok()) return value;
  return absl::Status(
      value.status().code(),
      fmt::format("{} ({})", std::string(value.status().message()), path));
}

absl::StatusOr<std::string> ReadSecretVariable(const std::string& name) {
  if (name.empty()) {
    return absl::InvalidArgumentError("must name an environment variable");
  }
  const char* value = std::getenv(name.c_str());
  if (value != nullptr && *value != '\0') return std::string(value);
  return absl::NotFoundError(
      fmt::format("the environment variable {} is {}; set it to the secret",
                  name, value == nullptr ? "not set" : "empty"));
}

}  // namespace

void ResolvePaths(Message& root, const std::string& folder) {
  VisitMessages(root, "", [&](Message& message, const std::string&) {
    for (const FieldRule& rule : FieldRules()) {
      const std::size_t dot = rule.field.find('.');
      if (!rule.is_path ||
          rule.field.substr(0, dot) != message.GetDescriptor()->name()) {
        continue;
      }
      const auto* field = message.GetDescriptor()->FindFieldByName(
          std::string(rule.field.substr(dot + 1)));
      const auto* reflection = message.GetReflection();
      const std::string path = reflection->GetString(message, field);
      if (path.empty()) continue;
      reflection->SetString(&message, field,
                            (std::filesystem::path(folder) / path).string());
    }
  });
}

Secrets LoadSecrets(v1::Configuration& configuration, const Places& places,
                    ConfigurationErrors& errors) {
  Secrets secrets;
  VisitMessages(
      configuration, "", [&](const Message& message, const std::string& path) {
        const auto* secret = dynamic_cast<const v1::Secret*>(&message);
        if (secret == nullptr || errors.IsWithin(path)) return;
        if (secret->has_parameter()) {
          errors.Add(MemberPath(path, "parameter"), places,
                     "is for definitions of the catalogue; give env or file");
          return;
        }
        auto value = secret->has_env() ? ReadSecretVariable(secret->env())
                                       : ReadSecretFile(secret->file());
        if (value.ok()) {
          secrets.Put(*secret, *std::move(value));
        } else {
          errors.Add(MemberPath(path, secret->has_env() ? "env" : "file"),
                     places, std::string(value.status().message()));
        }
      });
  return secrets;
}

}  // namespace herald
