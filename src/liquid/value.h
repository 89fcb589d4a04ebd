// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace google::protobuf {
class Message;
}

namespace herald::liquid {

class Object;

// A value that templates and conditions work with: nil, boolean, 64-bit
// integer, float, string, array, object. A small handle: what it points to
// (text, object, message) must outlive it.
class Value {
 public:
  Value() = default;  // nil
  Value(bool value);
  Value(std::int64_t value);
  Value(int value);
  Value(double value);
  Value(std::string_view value);
  Value(const char* value);
  // Looks its members up by name each time they are used.
  Value(const Object* value);
  // A message as an object of its fields, read in place by its descriptor. An
  // empty string, an unset message and an enum's zero are nil; an enum value
  // is its name in lower case without the prefix of its type, as in
  // `otp_verify`; maps and google.protobuf.Struct are objects.
  static Value Of(const google::protobuf::Message& message);
};

// Something with named members.
class Object {
 public:
  virtual ~Object() = default;

  // The member of this name; nil if there is none. Whatever the value points
  // to must live as long as the object.
  virtual Value Find(std::string_view name) const = 0;
};

}  // namespace herald::liquid
