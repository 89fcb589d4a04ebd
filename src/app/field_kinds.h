// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "app/yaml_tree.h"

namespace herald {

// Whether the field is a list of NamedValue.
bool IsNamedValueList(const google::protobuf::FieldDescriptor& field);

// The only field of a message that is nothing but a list of NamedValue or a
// map, and so is written without the field's name; otherwise null.
const google::protobuf::FieldDescriptor* OnlyMapping(
    const google::protobuf::Descriptor& message);

// The field of a message that a text alone stands for; null if none does.
const google::protobuf::FieldDescriptor* TextAlone(
    const google::protobuf::Descriptor& message);

// The names of all fields of a message, or of a oneof, that a configuration may
// have.
std::vector<std::string> FieldNames(
    const google::protobuf::Descriptor& message);
std::vector<std::string> FieldNames(
    const google::protobuf::OneofDescriptor& oneof);

// How a person writes the values of an enum, without the one that means
// nothing: `delivered`, `retry`, `dropped`.
std::vector<std::string> EnumNames(
    const google::protobuf::EnumDescriptor& type);

// The value that a person means by `name`; null if there is none.
const google::protobuf::EnumValueDescriptor* FindEnumValue(
    const google::protobuf::EnumDescriptor& type, std::string_view name);

// What a node is, in words, to say that it should be something else.
std::string_view KindInWords(const YamlNode& node);

}  // namespace herald
