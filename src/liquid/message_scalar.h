// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/struct.pb.h>

#include "liquid/value.h"

namespace herald::liquid {

// A singular field. Well-known types are what they stand for.
Value SingularValue(const google::protobuf::Message& message,
                    const google::protobuf::FieldDescriptor& field);

// An element of a repeated field.
Value RepeatedElement(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field,
                      int index);

// What a google.protobuf.Value holds.
Value OfProtobufValue(const google::protobuf::Value& value);

}  // namespace herald::liquid
