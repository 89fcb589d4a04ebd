// SPDX-License-Identifier: Apache-2.0
#include "app/field_rules.h"

#include <google/protobuf/duration.pb.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/strings/str_join.h"
#include "app/field_kinds.h"
#include "app/message_walk.h"
#include "app/rule_table.h"
#include "app/yaml_scalar.h"
#include "fmt/format.h"

namespace herald {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Whether the field holds something. A number does not tell.
bool IsEmpty(const Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  return field.is_repeated() ? reflection->FieldSize(message, &field) == 0
                             : !reflection->HasField(message, &field);
}

// What is wrong with a number or with the length of a list, or nothing.
std::string CheckCount(const Message& message, const FieldDescriptor& field,
                       const CountRange& range) {
  const auto* reflection = message.GetReflection();
  const std::int64_t count = field.is_repeated()
                                 ? reflection->FieldSize(message, &field)
                                 : reflection->GetInt32(message, &field);
  if (count >= range.least && count <= range.most) return "";
  return fmt::format("{} {} to {}",
                     field.is_repeated() ? "must have a length of" : "must be",
                     range.least, range.most);
}

std::string CheckDuration(const Message& message, const FieldDescriptor& field,
                          const DurationRange& range) {
  const auto& value = static_cast<const google::protobuf::Duration&>(
      message.GetReflection()->GetMessage(message, &field));
  const absl::Duration duration =
      absl::Seconds(value.seconds()) + absl::Nanoseconds(value.nanos());
  if (duration >= ParseDurationText(range.shortest).value() &&
      duration <= ParseDurationText(range.longest).value()) {
    return "";
  }
  return fmt::format("must be {} to {}", range.shortest, range.longest);
}

std::string CheckText(const Message& message, const FieldDescriptor& field,
                      const TextRule& rule) {
  const std::string text = message.GetReflection()->GetString(message, &field);
  if (text.empty() || rule.holds(text)) return "";
  return fmt::format("must be {}", rule.allowed);
}

std::string CheckField(const Message& message, const FieldDescriptor& field,
                       const FieldRule& rule, bool is_given) {
  const bool is_missing = rule.is_required && IsEmpty(message, field);
  if (is_missing && field.enum_type() != nullptr) {
    return "is required; one of " +
           absl::StrJoin(EnumNames(*field.enum_type()), ", ");
  }
  if (is_missing && rule.text.holds != nullptr) {
    return fmt::format("is required; {}", rule.text.allowed);
  }
  if (is_missing) return "is required";
  if (rule.text.holds != nullptr) return CheckText(message, field, rule.text);
  if (!is_given) return "";
  if (rule.count) return CheckCount(message, field, *rule.count);
  if (rule.duration) return CheckDuration(message, field, *rule.duration);
  return "";
}

// The message that `rule` is about, and what is within it, by their names.
bool IsAbout(std::string_view rule, const Message& message,
             std::string_view* member) {
  const std::size_t dot = rule.find('.');
  *member = rule.substr(dot + 1);
  return rule.substr(0, dot) == message.GetDescriptor()->name();
}

void CheckOneof(const Message& message, std::string_view name,
                const std::string& path, const Places& places,
                ConfigurationErrors& errors) {
  const auto* oneof =
      message.GetDescriptor()->FindOneofByName(std::string(name));
  const auto* reflection = message.GetReflection();
  if (reflection->HasOneof(message, oneof)) return;
  const auto names = FieldNames(*oneof);
  const bool is_known =
      std::any_of(names.begin(), names.end(), [&](const std::string& field) {
        return errors.IsWithin(MemberPath(path, field));
      });
  if (is_known) return;
  errors.Add(path, places,
             fmt::format("lacks one of {}", absl::StrJoin(names, ", ")));
}

}  // namespace

void CheckFieldRules(const Message& message, const std::string& path,
                     const Places& places, ConfigurationErrors& errors) {
  std::string_view name;
  for (const FieldRule& rule : FieldRules()) {
    if (!IsAbout(rule.field, message, &name)) continue;
    const auto* field =
        message.GetDescriptor()->FindFieldByName(std::string(name));
    const std::string field_path = MemberPath(path, name);
    if (errors.IsIn(field_path)) continue;
    std::string description =
        CheckField(message, *field, rule, places.Contains(field_path));
    if (!description.empty()) {
      errors.Add(field_path, places, std::move(description));
    }
  }
  for (const std::string_view oneof : RequiredOneofs()) {
    if (IsAbout(oneof, message, &name)) {
      CheckOneof(message, name, path, places, errors);
    }
  }
}

}  // namespace herald
