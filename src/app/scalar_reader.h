// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "app/yaml_tree.h"

namespace herald {

// Sets a field that is no list to what a scalar says, or adds it to a list: a
// boolean, a 32-bit integer, a text, an enum or a Duration. If the node does
// not say such a value, returns what would, in words (`a whole number`), and
// leaves the field as it was.
std::string SetScalar(const YamlNode& node, google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field);

}  // namespace herald
