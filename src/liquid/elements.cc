// SPDX-License-Identifier: Apache-2.0
#include "liquid/elements.h"

#include "liquid/message.h"

namespace herald::liquid {
namespace {

using ValueKind = Value::Kind;

std::int64_t WeightAtDepth(const Value& value, int depth) {
  if (value.is_string()) {
    return static_cast<std::int64_t>(value.text().size() / 64) + 1;
  }
  std::int64_t weight = 1;
  if (depth >= kMaxNesting) return weight;
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
    case ValueKind::kArray:
      return value.size();
    case ValueKind::kRange:
      return value.range().size();
    case ValueKind::kMembers:
      return value.members().size;
    case ValueKind::kRepeated:
    case ValueKind::kMap:
    case ValueKind::kList:
    case ValueKind::kStruct:
      return CountMessageElements(value);
    case ValueKind::kObject:
    case ValueKind::kMessage: {
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
    case ValueKind::kArray:
      return value.elements()[index];
    case ValueKind::kRange:
      return Value(value.range().first + index);
    case ValueKind::kRepeated:
    case ValueKind::kList:
      return MessageElementAt(value, index);
    default:
      return Value();
  }
}

std::optional<Value> FindMember(const Value& value, std::string_view name) {
  switch (value.kind()) {
    case ValueKind::kMembers: {
      const Value* found = value.members().Find(name);
      if (found == nullptr) return std::nullopt;
      return *found;
    }
    case ValueKind::kObject:
      return Present(value.object().Find(name));
    case ValueKind::kMessage:
      return Present(FindField(value.message(), name));
    case ValueKind::kMap:
      return FindMapEntry(value, name);
    case ValueKind::kStruct:
      return FindStructField(value, name);
    default:
      return std::nullopt;
  }
}

void ForEachMember(const Value& value, Object::Visitor visit) {
  switch (value.kind()) {
    case ValueKind::kMembers:
      for (std::uint32_t i = 0; i < value.members().size; ++i) {
        const Member& member = value.members().entries[i];
        visit(member.name, member.value);
      }
      return;
    case ValueKind::kObject:
      return value.object().ForEach(visit);
    case ValueKind::kMessage:
    case ValueKind::kMap:
    case ValueKind::kStruct:
      return ForEachMessageMember(value, visit);
    default:
      return;
  }
}

std::int64_t WeightOf(const Value& value) { return WeightAtDepth(value, 0); }

}  // namespace herald::liquid
