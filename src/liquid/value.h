// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"

namespace google::protobuf {
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace herald::liquid {

class Object;
struct Members;
struct Range;

// Values are not nested deeper than this; what is, is cut short.
inline constexpr int kMaxNesting = 100;

// A value that templates and conditions work with: nil, boolean, 64-bit
// integer, float, string, array, object. A small handle of 16 bytes: what it
// points to (text, object, message) must outlive it.
class Value {
 public:
  // How the value is held. Several kinds look the same to a template: kArray,
  // kRepeated and kList are arrays; kMembers, kObject, kMessage, kMap and
  // kStruct are objects.
  enum class Kind : std::uint8_t {
    kNil,
    kBool,
    kInteger,
    kFloat,
    kString,
    kArray,      // Values side by side.
    kMembers,    // Named values in order, as in a JSON object.
    kObject,     // Finds its members itself.
    kMessage,    // A protobuf message.
    kRepeated,   // A repeated field of a message.
    kMap,        // A map field of a message.
    kStruct,     // A google.protobuf.Struct.
    kList,       // A google.protobuf.ListValue.
    kTimestamp,  // A google.protobuf.Timestamp, text to templates.
    kRange,      // Integers from one to another.
    kEmpty,      // The word `empty`; text of no length outside of conditions.
    kBlank,      // The word `blank`; text of no length outside of conditions.
  };

  Value() = default;  // nil
  Value(bool value) : kind_(Kind::kBool), bool_(value) {}
  Value(std::int64_t value) : kind_(Kind::kInteger), integer_(value) {}
  Value(int value) : kind_(Kind::kInteger), integer_(value) {}
  Value(double value) : kind_(Kind::kFloat), float_(value) {}
  Value(std::string_view value)
      : kind_(Kind::kString),
        size_(static_cast<std::uint32_t>(value.size())),
        text_(value.data()) {}
  Value(const std::string& value) : Value(std::string_view(value)) {}
  Value(const char* value) : Value(std::string_view(value)) {}
  // Looks its members up by name each time they are used.
  Value(const Object* value) : kind_(Kind::kObject), pointer_(value) {}
  // A message as an object of its fields, read in place by its descriptor. An
  // empty string, an unset message and an enum's zero are nil; an enum value
  // is its name in lower case without the prefix of its type, as in
  // `otp_verify`; maps and google.protobuf.Struct are objects.
  static Value Of(const google::protobuf::Message& message);

  // Values side by side, which stay where they are.
  static Value Array(const Value* elements, std::size_t size);
  static Value Of(const Members& members);
  static Value Of(const Range& range);
  // What a message holds, as kRepeated or kMap, or the message itself in one of
  // the other kinds.
  static Value OfField(Kind kind, const google::protobuf::Message& message,
                       int field_index = 0);
  // The words `empty` and `blank`.
  static Value Word(Kind kind);

  Kind kind() const { return kind_; }
  bool is_nil() const { return kind_ == Kind::kNil; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_number() const {
    return kind_ == Kind::kInteger || kind_ == Kind::kFloat;
  }
  bool is_array() const;
  bool is_object() const;
  // All but nil and false count as true.
  bool is_true() const {
    return kind_ != Kind::kNil && (kind_ != Kind::kBool || bool_);
  }

  // Each of these asks for a value of its kind.
  bool boolean() const { return bool_; }
  std::int64_t integer() const { return integer_; }
  double real() const { return float_; }
  std::string_view text() const { return {text_, size_}; }
  const Value* elements() const { return elements_; }
  const Members& members() const;
  const Range& range() const;
  const Object& object() const;
  const google::protobuf::Message& message() const;
  // Of kArray the number of elements, of a field its index.
  std::uint32_t size() const { return size_; }

  // An object's member of this name; nil if there is none or it is no object.
  Value Find(std::string_view name) const;

 private:
  Value(Kind kind, const void* pointer, std::size_t size)
      : kind_(kind),
        size_(static_cast<std::uint32_t>(size)),
        pointer_(pointer) {}

  Kind kind_ = Kind::kNil;
  std::uint32_t size_ = 0;
  union {
    bool bool_;
    std::int64_t integer_ = 0;
    double float_;
    const char* text_;
    const Value* elements_;
    const void* pointer_;
  };
};

// Something with named members.
class Object {
 public:
  using Visitor = absl::FunctionRef<void(std::string_view name, Value value)>;

  virtual ~Object() = default;

  // The member of this name; nil if there is none. Whatever the value points
  // to must live as long as the object.
  virtual Value Find(std::string_view name) const = 0;

  // Calls `visit` with each member, in an order that stays the same. Loops over
  // an object that cannot tell its members see none. An Object is never
  // `empty`.
  virtual void ForEach(Visitor visit) const;

  // What is printed where the object itself is put out.
  virtual std::string_view Description() const;
};

// A named value.
struct Member {
  std::string_view name;
  Value value;
};

// Named values in order. `by_name` holds their indices sorted by name, or is
// null if there are too few to make it worthwhile.
struct Members {
  const Member* entries = nullptr;
  const std::uint32_t* by_name = nullptr;
  std::uint32_t size = 0;

  // The value of this name, null if there is none.
  const Value* Find(std::string_view name) const;
};

// All integers from `first` to `last`, both included.
struct Range {
  std::int64_t first = 0;
  std::int64_t last = 0;

  // At most 2^63 - 1.
  std::int64_t size() const;
};

}  // namespace herald::liquid
