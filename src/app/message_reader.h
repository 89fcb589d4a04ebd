// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <set>
#include <string>
#include <string_view>

#include "app/configuration_error.h"
#include "app/places.h"
#include "app/yaml_tree.h"

namespace herald {

// Reads a YAML tree into a message by the message's descriptor. A mapping is a
// message; lists of NamedValue are mappings of names to values, and a message
// that is nothing but one, or but a map, is written as that; a single name
// stands for a mapping of it to 1 where the values are numbers; a catalogue's
// entry is written as its name, and a parameter as its text or secret; a Value
// is any tree. Whatever cannot be read is an error and left unset. `places`
// learns where each value stands.
class MessageReader {
 public:
  MessageReader(Places& places, ConfigurationErrors& errors)
      : places_(places), errors_(errors) {}

  void Read(const YamlNode& node, const FieldPath& path,
            google::protobuf::Message& message);

 private:
  using Field = google::protobuf::FieldDescriptor;
  using Message = google::protobuf::Message;

  void ReadMembers(const YamlNode& node, const FieldPath& path,
                   Message& message);
  void ReadMember(const YamlMember& member, const FieldPath& path,
                  Message& message, const Field* field);
  void ReadMap(const YamlNode& node, const FieldPath& path, Message& message,
               const Field* field);
  void ReadList(const YamlNode& node, const FieldPath& path, Message& message,
                const Field* field);
  void ReadNamedValues(const YamlNode& node, const FieldPath& path,
                       Message& message, const Field* field);
  void AddNamedValue(const YamlMember& member, const YamlNode& value,
                     const FieldPath& path, Message& message,
                     const Field* field);

  // Sets a singular field, or adds an element to a repeated one.
  void ReadValue(const YamlNode& node, const FieldPath& path, Message& message,
                 const Field* field);
  void ReadScalar(const YamlNode& node, const FieldPath& path, Message& message,
                  const Field* field);

  // Whether the node is a mapping, or nothing at all, which is an empty one.
  bool ExpectMapping(const YamlNode& node, const FieldPath& path);

  // Whether this key comes for the first time.
  bool ExpectNew(const YamlMember& member, const FieldPath& path,
                 std::set<std::string_view>* seen);

  Places& places_;
  ConfigurationErrors& errors_;
};

}  // namespace herald
