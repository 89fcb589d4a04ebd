// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "app/yaml_tree.h"

namespace herald {

// Sets a field to what a scalar says: a boolean, a 32-bit integer, a text, an
// enum or a Duration; or adds a text or an enum to a list. If the node does not
// say such a value, returns what would, in words (`a whole number`), and
// leaves the field as it was.
std::string SetScalar(const YamlNode& node, google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field);

}  // namespace herald
