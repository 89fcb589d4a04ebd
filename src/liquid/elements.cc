// SPDX-License-Identifier: Apache-2.0
#include "liquid/elements.h"

#include "liquid/message.h"

namespace herald::liquid {
namespace {

using Kind = Value::Kind;

constexpr int kMaxDepth = 100;

std::int64_t WeightAtDepth(const Value& value, int depth) {
  if (value.is_string()) {
    return static_cast<std::int64_t>(value.text().size() / 64) + 1;
  }
  std::int64_t weight = 1;
  if (depth >= kMaxDepth) return weight;
  if (value.is_array()) {
    for (std::int64_t i = 0; i < CountElements(value); ++i) {
      weight += WeightAtDepth(ElementAt(value, i), depth + 1);
    }
  } else {
    ForEachMember(value, [&weight, depth](std::string_view, Value member) {
      weight += WeightAtDepth(member, depth + 1);
    });
  }
  return weight;
}

std::optional<Value> Present(Value value) {
  if (value.is_nil()) return std::nullopt;
  return value;
}

}  // namespace

std::int64_t CountElements(const Value& value) {
  switch (value.kind()) {
    case Kind::kArray:
      return value.size();
    case Kind::kRange:
      return value.range().size();
    case Kind::kMembers:
      return value.members().size;
    case Kind::kRepeated:
    case Kind::kMap:
    case Kind::kList:
    case Kind::kStruct:
      return CountMessageElements(value);
    case Kind::kObject:
    case Kind::kMessage: {
      std::int64_t count = 0;
      ForEachMember(value, [&count](std::string_view, Value) { ++count; });
      return count;
    }
    default:
      return 0;
  }
}

Value ElementAt(const Value& value, std::int64_t index) {
  switch (value.kind()) {
    case Kind::kArray:
      return value.elements()[index];
    case Kind::kRange:
      return Value(value.range().first + index);
    case Kind::kRepeated:
    case Kind::kList:
      return MessageElementAt(value, index);
    default:
      return Value();
  }
}

std::optional<Value> FindMember(const Value& value, std::string_view name) {
  switch (value.kind()) {
    case Kind::kMembers: {
      const Value* found = value.members().Find(name);
      if (found == nullptr) return std::nullopt;
      return *found;
    }
    case Kind::kObject:
      return Present(value.object().Find(name));
    case Kind::kMessage:
      return Present(FindField(value.message(), name));
    case Kind::kMap:
      return FindMapEntry(value, name);
    case Kind::kStruct:
      return FindStructField(value, name);
    default:
      return std::nullopt;
  }
}

void ForEachMember(const Value& value, Object::Visitor visit) {
  switch (value.kind()) {
    case Kind::kMembers:
      for (std::uint32_t i = 0; i < value.members().size; ++i) {
        const Member& member = value.members().entries[i];
        visit(member.name, member.value);
      }
      return;
    case Kind::kObject:
      return value.object().ForEach(visit);
    case Kind::kMessage:
    case Kind::kMap:
    case Kind::kStruct:
      return ForEachMessageMember(value, visit);
    default:
      return;
  }
}

std::int64_t WeightOf(const Value& value) { return WeightAtDepth(value, 0); }

}  // namespace herald::liquid
