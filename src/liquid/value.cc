// SPDX-License-Identifier: Apache-2.0
#include "liquid/value.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <limits>

#include "liquid/elements.h"

namespace herald::liquid {

Value Value::Array(const Value* elements, std::size_t size) {
  return Value(Kind::kArray, elements, size);
}

Value Value::Of(const Members& members) {
  return Value(Kind::kMembers, &members, 0);
}

Value Value::Of(const Range& range) { return Value(Kind::kRange, &range, 0); }

Value Value::OfField(Kind kind, const google::protobuf::Message& message,
                     int field_index) {
  return Value(kind, &message, static_cast<std::size_t>(field_index));
}

Value Value::Word(Kind kind) { return Value(kind, nullptr, 0); }

bool Value::is_array() const {
  return kind_ == Kind::kArray || kind_ == Kind::kRepeated ||
         kind_ == Kind::kList;
}

bool Value::is_object() const {
  return kind_ == Kind::kMembers || kind_ == Kind::kObject ||
         kind_ == Kind::kMessage || kind_ == Kind::kMap ||
         kind_ == Kind::kStruct;
}

const Members& Value::members() const {
  return *static_cast<const Members*>(pointer_);
}

const Range& Value::range() const {
  return *static_cast<const Range*>(pointer_);
}

const Object& Value::object() const {
  return *static_cast<const Object*>(pointer_);
}

const google::protobuf::Message& Value::message() const {
  return *static_cast<const google::protobuf::Message*>(pointer_);
}

Value Value::Find(std::string_view name) const {
  return FindMember(*this, name).value_or(Value());
}

void Object::ForEach(Visitor) const {}

std::string_view Object::Description() const { return ""; }

const Value* Members::Find(std::string_view name) const {
  if (by_name == nullptr) {
    for (std::uint32_t i = 0; i < size; ++i) {
      if (entries[i].name == name) return &entries[i].value;
    }
    return nullptr;
  }
  const std::uint32_t* end = by_name + size;
  const std::uint32_t* found = std::lower_bound(
      by_name, end, name, [this](std::uint32_t index, std::string_view wanted) {
        return entries[index].name < wanted;
      });
  if (found == end || entries[*found].name != name) return nullptr;
  return &entries[*found].value;
}

std::int64_t Range::size() const {
  if (last < first) return 0;
  const std::uint64_t steps =
      static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  constexpr auto kMost =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(steps, kMost - 1) + 1);
}

}  // namespace herald::liquid
