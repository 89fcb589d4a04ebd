// SPDX-License-Identifier: Apache-2.0
#include "app/scalar_reader.h"

#include <google/protobuf/duration.pb.h>

#include <cstdint>
#include <limits>
#include <optional>

#include "app/field_kinds.h"
#include "app/nearest.h"
#include "app/yaml_scalar.h"

namespace herald {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string SetBool(const YamlNode& node, Message& message,
                    const FieldDescriptor& field) {
  const auto value =
      node.is_plain ? ParseYamlBool(node.text) : std::optional<bool>();
  if (!value) return "true or false";
  message.GetReflection()->SetBool(&message, &field, *value);
  return "";
}

std::string SetInteger(const YamlNode& node, Message& message,
                       const FieldDescriptor& field) {
  using Limits = std::numeric_limits<std::int32_t>;
  const auto value = node.is_plain ? ParseYamlInteger(node.text)
                                   : std::optional<std::int64_t>();
  if (!value) return "a whole number";
  if (*value < Limits::min() || *value > Limits::max()) {
    return "a whole number of 32 bits";
  }
  message.GetReflection()->SetInt32(&message, &field,
                                    static_cast<std::int32_t>(*value));
  return "";
}

std::string SetText(const YamlNode& node, Message& message,
                    const FieldDescriptor& field) {
  if (node.kind != YamlNode::Kind::kScalar) return "text";
  if (field.is_repeated()) {
    message.GetReflection()->AddString(&message, &field, node.text);
  } else {
    message.GetReflection()->SetString(&message, &field, node.text);
  }
  return "";
}

std::string SetEnum(const YamlNode& node, Message& message,
                    const FieldDescriptor& field) {
  const auto& type = *field.enum_type();
  const auto* value = node.kind == YamlNode::Kind::kScalar
                          ? FindEnumValue(type, node.text)
                          : nullptr;
  if (value == nullptr) {
    return "one of " + NearestFirst(node.text, EnumNames(type));
  }
  if (field.is_repeated()) {
    message.GetReflection()->AddEnum(&message, &field, value);
  } else {
    message.GetReflection()->SetEnum(&message, &field, value);
  }
  return "";
}

std::string SetDuration(const YamlNode& node, Message& message,
                        const FieldDescriptor& field) {
  const auto value = ParseDurationText(node.text);
  if (!value) return "a number and a unit (ms, s, m or h), such as 500ms";
  auto* duration = static_cast<google::protobuf::Duration*>(
      message.GetReflection()->MutableMessage(&message, &field));
  const std::int64_t nanoseconds = absl::ToInt64Nanoseconds(*value);
  duration->set_seconds(nanoseconds / 1'000'000'000);
  duration->set_nanos(static_cast<std::int32_t>(nanoseconds % 1'000'000'000));
  return "";
}

}  // namespace

std::string SetScalar(const YamlNode& node, Message& message,
                      const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(node, message, field);
    case FieldDescriptor::CPPTYPE_INT32:
      return SetInteger(node, message, field);
    case FieldDescriptor::CPPTYPE_STRING:
      return SetText(node, message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(node, message, field);
    default:
      return SetDuration(node, message, field);
  }
}

}  // namespace herald
