// SPDX-License-Identifier: Apache-2.0
#include "app/field_kinds.h"

#include "absl/strings/ascii.h"
#include "herald/v1/provider.pb.h"

namespace herald {
namespace {

// The values of `OutcomeRule` are called OUTCOME_RULE_ and their name.
std::size_t PrefixLength(const google::protobuf::EnumDescriptor& type) {
  std::size_t length = type.name().size() + 1;
  for (std::size_t i = 1; i < type.name().size(); ++i) {
    if (absl::ascii_isupper(type.name()[i])) ++length;
  }
  return length;
}

// Whether nobody should be told of it who writes a configuration.
bool IsForDefinitions(const google::protobuf::FieldDescriptor& field) {
  return field.full_name() == "herald.v1.Secret.parameter";
}

std::string WrittenName(const google::protobuf::EnumValueDescriptor& value) {
  const std::string& name = value.name();
  return absl::AsciiStrToLower(name.substr(PrefixLength(*value.type())));
}

}  // namespace

bool IsNamedValueList(const google::protobuf::FieldDescriptor& field) {
  return field.is_repeated() &&
         field.message_type() == v1::NamedValue::descriptor();
}

const google::protobuf::FieldDescriptor* OnlyMapping(
    const google::protobuf::Descriptor& message) {
  if (message.field_count() != 1) return nullptr;
  const auto* field = message.field(0);
  return IsNamedValueList(*field) || field->is_map() ? field : nullptr;
}

const google::protobuf::FieldDescriptor* TextAlone(
    const google::protobuf::Descriptor& message) {
  const bool is_alone = &message == v1::CatalogueProvider::descriptor() ||
                        &message == v1::ParameterValue::descriptor();
  return is_alone ? message.field(0) : nullptr;
}

std::vector<std::string> FieldNames(
    const google::protobuf::Descriptor& message) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) {
    if (!IsForDefinitions(*message.field(i))) {
      names.push_back(message.field(i)->name());
    }
  }
  return names;
}

std::vector<std::string> FieldNames(
    const google::protobuf::OneofDescriptor& oneof) {
  std::vector<std::string> names;
  for (int i = 0; i < oneof.field_count(); ++i) {
    if (!IsForDefinitions(*oneof.field(i))) {
      names.push_back(oneof.field(i)->name());
    }
  }
  return names;
}

std::vector<std::string> EnumNames(
    const google::protobuf::EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) {
      names.push_back(WrittenName(*type.value(i)));
    }
  }
  return names;
}

const google::protobuf::EnumValueDescriptor* FindEnumValue(
    const google::protobuf::EnumDescriptor& type, std::string_view name) {
  for (int i = 0; i < type.value_count(); ++i) {
    const auto* value = type.value(i);
    if (value->number() != 0 && WrittenName(*value) == name) return value;
  }
  return nullptr;
}

std::string_view KindInWords(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kScalar:
      return "is a single value";
    case YamlNode::Kind::kSequence:
      return "is a list";
    case YamlNode::Kind::kMapping:
      return "is a mapping";
    case YamlNode::Kind::kNull:
      break;
  }
  return "has no value";
}

}  // namespace herald
