// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "liquid/text_builder.h"
#include "liquid/value.h"

namespace herald::liquid {

// How protobuf messages look to templates. Everything is read in place, by
// descriptor.

// A field of a message, singular, repeated or map.
Value FieldValue(const google::protobuf::Message& message,
                 const google::protobuf::FieldDescriptor& field);

// The field of this name; nil if there is none.
Value FindField(const google::protobuf::Message& message,
                std::string_view name);

// As FindField. Remembers the last field in `cache`, which any thread may use
// at the same time, so that a path in a template finds its field only once.
Value FindField(const google::protobuf::Message& message, std::string_view name,
                const google::protobuf::FieldDescriptor** cache);

// For kMap and kStruct: the value of this name, if there is one.
std::optional<Value> FindMapEntry(const Value& map, std::string_view name);
std::optional<Value> FindStructField(const Value& object,
                                     std::string_view name);

// For kRepeated, kMap, kStruct and kList: how many elements it has.
std::int64_t CountMessageElements(const Value& value);

// For kRepeated and kList: an element.
Value MessageElementAt(const Value& value, std::int64_t index);

// For kMessage, kMap and kStruct: a message's fields that are neither nil nor
// an empty array or map, in the order of their declaration; the others'
// entries, sorted by name.
void ForEachMessageMember(const Value& value, Object::Visitor visit);

// For kTimestamp: the time as ISO 8601 in UTC, with as many digits of a second
// as it takes, for example `2026-01-31T08:30:00Z`.
void AppendTimestamp(const Value& timestamp, TextBuilder* out);

}  // namespace herald::liquid
