// SPDX-License-Identifier: Apache-2.0
#include "liquid/message.h"

#include <utility>

#include <google/protobuf/message.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "liquid/concat.h"
#include "liquid/message_scalar.h"

namespace herald::liquid {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::ListValue;
using google::protobuf::Message;
using google::protobuf::Struct;
using ValueKind = Value::Kind;

const Struct& AsStruct(const Value& value) {
  return static_cast<const Struct&>(value.message());
}

const ListValue& AsList(const Value& value) {
  return static_cast<const ListValue&>(value.message());
}

const FieldDescriptor& FieldOf(const Value& value) {
  return *value.message().GetDescriptor()->field(
      static_cast<int>(value.size()));
}

// Most messages have few fields: looking through them is faster than hashing.
const FieldDescriptor* FindDescriptor(
    const google::protobuf::Descriptor& descriptor, std::string_view name) {
  constexpr int kFew = 48;
  if (descriptor.field_count() > kFew) {
    return descriptor.FindFieldByName(std::string(name));
  }
  for (int i = 0; i < descriptor.field_count(); ++i) {
    if (descriptor.field(i)->name() == name) return descriptor.field(i);
  }
  return nullptr;
}

std::string MapKeyText(const Message& entry, const FieldDescriptor& key) {
  const auto* reflection = entry.GetReflection();
  switch (key.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->GetString(entry, &key);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(entry, &key) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_INT32:
      return Concat(reflection->GetInt32(entry, &key));
    case FieldDescriptor::CPPTYPE_UINT32:
      return Concat(reflection->GetUInt32(entry, &key));
    case FieldDescriptor::CPPTYPE_INT64:
      return Concat(reflection->GetInt64(entry, &key));
    default:
      return Concat(reflection->GetUInt64(entry, &key));
  }
}

bool HasKey(const Message& entry, const FieldDescriptor& key,
            std::string_view name) {
  if (key.cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return MapKeyText(entry, key) == name;
  }
  std::string scratch;
  return entry.GetReflection()->GetStringReference(entry, &key, &scratch) ==
         name;
}

Value EntryValue(const Message& entry) {
  const FieldDescriptor* field = entry.GetDescriptor()->map_value();
  return SingularValue(entry, *field);
}

// An integer that is not negative, with zeros ahead of it.
void AppendPadded(std::int64_t number, int width, TextBuilder* out) {
  std::int64_t larger = 10;
  for (int i = 1; i < width; ++i, larger *= 10) {
    if (number < larger) out->push_back('0');
  }
  AppendAll(out, number);
}

using Entries = absl::InlinedVector<std::pair<std::string_view, Value>, 16>;

void VisitSorted(Entries* entries, Object::Visitor visit) {
  std::sort(entries->begin(), entries->end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [name, value] : *entries) visit(name, value);
}

void ForEachMapEntry(const Value& map, Object::Visitor visit) {
  const Message& message = map.message();
  const FieldDescriptor& field = FieldOf(map);
  const auto* reflection = message.GetReflection();
  Entries entries;
  std::vector<std::string> names;
  const int count = reflection->FieldSize(message, &field);
  entries.reserve(count);
  const FieldDescriptor& key = *field.message_type()->map_key();
  const bool is_text = key.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  if (!is_text) names.reserve(count);
  for (int i = 0; i < count; ++i) {
    const Message& entry = reflection->GetRepeatedMessage(message, &field, i);
    std::string scratch;
    if (is_text) {
      entries.emplace_back(
          entry.GetReflection()->GetStringReference(entry, &key, &scratch),
          EntryValue(entry));
    } else {
      names.push_back(MapKeyText(entry, key));
      entries.emplace_back(names.back(), EntryValue(entry));
    }
  }
  VisitSorted(&entries, visit);
}

}  // namespace

Value FieldValue(const Message& message, const FieldDescriptor& field) {
  if (field.is_map()) {
    return Value::OfField(ValueKind::kMap, message, field.index());
  }
  if (field.is_repeated()) {
    return Value::OfField(ValueKind::kRepeated, message, field.index());
  }
  return SingularValue(message, field);
}

Value FindField(const Message& message, std::string_view name) {
  const FieldDescriptor* cache = nullptr;
  return FindField(message, name, &cache);
}

Value FindField(const Message& message, std::string_view name,
                const FieldDescriptor** cache) {
  const google::protobuf::Descriptor* descriptor = message.GetDescriptor();
  const std::atomic_ref<const FieldDescriptor*> shared(*cache);
  const FieldDescriptor* field = shared.load(std::memory_order_acquire);
  if (field == nullptr || field->containing_type() != descriptor) {
    field = FindDescriptor(*descriptor, name);
    if (field == nullptr) return Value();
    shared.store(field, std::memory_order_release);
  }
  return FieldValue(message, *field);
}

std::optional<Value> FindMapEntry(const Value& map, std::string_view name) {
  const Message& message = map.message();
  const FieldDescriptor& field = FieldOf(map);
  const auto* reflection = message.GetReflection();
  const FieldDescriptor& key = *field.message_type()->map_key();
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    const Message& entry = reflection->GetRepeatedMessage(message, &field, i);
    if (HasKey(entry, key, name)) return EntryValue(entry);
  }
  return std::nullopt;
}

std::optional<Value> FindStructField(const Value& object,
                                     std::string_view name) {
  const auto& fields = AsStruct(object).fields();
  const auto found = fields.find(name);
  if (found == fields.end()) return std::nullopt;
  return OfProtobufValue(found->second);
}

std::int64_t CountMessageElements(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kStruct:
      return static_cast<std::int64_t>(AsStruct(value).fields().size());
    case ValueKind::kList:
      return AsList(value).values_size();
    default:
      return value.message().GetReflection()->FieldSize(value.message(),
                                                        &FieldOf(value));
  }
}

Value MessageElementAt(const Value& value, std::int64_t index) {
  const int at = static_cast<int>(index);
  if (value.kind() == ValueKind::kList) {
    return OfProtobufValue(AsList(value).values(at));
  }
  return RepeatedElement(value.message(), FieldOf(value), at);
}

void ForEachMessageMember(const Value& value, Object::Visitor visit) {
  if (value.kind() == ValueKind::kMap) return ForEachMapEntry(value, visit);
  if (value.kind() == ValueKind::kStruct) {
    Entries entries;
    for (const auto& [name, field] : AsStruct(value).fields()) {
      entries.emplace_back(name, OfProtobufValue(field));
    }
    return VisitSorted(&entries, visit);
  }
  const Message& message = value.message();
  const google::protobuf::Descriptor& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    const Value member = FieldValue(message, field);
    const bool is_missing =
        member.is_nil() ||
        (field.is_repeated() && CountMessageElements(member) == 0);
    if (!is_missing) visit(field.name(), member);
  }
}

void AppendTimestamp(const Value& timestamp, TextBuilder* out) {
  const auto& time =
      static_cast<const google::protobuf::Timestamp&>(timestamp.message());
  const absl::Time whole = absl::FromUnixSeconds(time.seconds()) +
                           absl::Seconds(time.nanos() / 1'000'000'000);
  const auto civil = absl::ToCivilSecond(whole, absl::UTCTimeZone());
  AppendPadded(civil.year(), 4, out);
  const std::pair<char, int> parts[] = {{'-', civil.month()},
                                        {'-', civil.day()},
                                        {'T', civil.hour()},
                                        {':', civil.minute()},
                                        {':', civil.second()}};
  for (const auto& [mark, part] : parts) {
    out->push_back(mark);
    AppendPadded(part, 2, out);
  }
  int nanos = time.nanos() % 1'000'000'000;
  if (nanos > 0) {
    out->push_back('.');
    int width = 9;
    for (; nanos % 10 == 0; nanos /= 10) --width;
    AppendPadded(nanos, width, out);
  }
  out->push_back('Z');
}

}  // namespace herald::liquid
