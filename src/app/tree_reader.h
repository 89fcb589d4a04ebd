// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/struct.pb.h>

#include "app/configuration_error.h"
#include "app/places.h"
#include "app/yaml_tree.h"

namespace herald {

// Reads any YAML tree into a JSON value. Plain scalars have the kind that
// YAML's core schema gives them; quoted ones are texts. What would silently
// change on the way, such as `+15551234567` or a large number, is an error that
// asks for quotes.
class TreeReader {
 public:
  TreeReader(Places& places, ConfigurationErrors& errors)
      : places_(places), errors_(errors) {}

  void Read(const YamlNode& node, const FieldPath& path,
            google::protobuf::Value& value);

 private:
  void ReadScalar(const YamlNode& node, const FieldPath& path,
                  google::protobuf::Value& value);
  void ReadObject(const YamlNode& node, const FieldPath& path,
                  google::protobuf::Struct& object);

  Places& places_;
  ConfigurationErrors& errors_;
};

}  // namespace herald
