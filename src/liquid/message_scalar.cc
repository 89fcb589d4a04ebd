// SPDX-License-Identifier: Apache-2.0
#include "liquid/message_scalar.h"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"

namespace herald::liquid {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using ValueKind = Value::Kind;

// PhoneMessageType -> PHONE_MESSAGE_TYPE_
std::string EnumPrefix(const std::string& type_name) {
  std::string prefix;
  for (std::size_t i = 0; i < type_name.size(); ++i) {
    const char c = type_name[i];
    if (i > 0 && absl::ascii_isupper(c) &&
        !absl::ascii_isupper(type_name[i - 1])) {
      prefix += '_';
    }
    prefix += absl::ascii_toupper(c);
  }
  return prefix + '_';
}

// Enum values' words are made once and kept for good: there are only so many.
class EnumWords {
 public:
  std::string_view Find(const EnumValueDescriptor& value) {
    {
      absl::ReaderMutexLock lock(&mutex_);
      const auto found = words_.find(&value);
      if (found != words_.end()) return found->second;
    }
    absl::MutexLock lock(&mutex_);
    return words_.try_emplace(&value, Word(value)).first->second;
  }

 private:
  static std::string Word(const EnumValueDescriptor& value) {
    const std::string prefix = EnumPrefix(value.type()->name());
    return absl::AsciiStrToLower(absl::StripPrefix(value.name(), prefix));
  }

  absl::Mutex mutex_;
  std::unordered_map<const EnumValueDescriptor*, std::string> words_
      ABSL_GUARDED_BY(mutex_);
};

Value OfEnum(const FieldDescriptor& field, int number) {
  if (number == 0) return Value();
  const EnumValueDescriptor* value =
      field.enum_type()->FindValueByNumber(number);
  if (value == nullptr) return Value(number);
  static auto* const words = new EnumWords;
  return Value(words->Find(*value));
}

Value OfText(std::string_view text) {
  return text.empty() ? Value() : Value(text);
}

Value OfUnsigned(std::uint64_t number) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (number > kMost) return Value(static_cast<double>(number));
  return Value(static_cast<std::int64_t>(number));
}

Value OfDuration(const google::protobuf::Duration& duration) {
  if (duration.nanos() == 0) {
    return Value(static_cast<std::int64_t>(duration.seconds()));
  }
  return Value(static_cast<double>(duration.seconds()) +
               duration.nanos() / 1e9);
}

// The wrapper messages such as google.protobuf.StringValue.
Value Unwrap(const Message& message) {
  const FieldDescriptor* field = message.GetDescriptor()->field(0);
  return SingularValue(message, *field);
}

Value OfMessage(const Message& message) {
  switch (message.GetDescriptor()->well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
    case Descriptor::WELLKNOWNTYPE_ANY:
    case Descriptor::WELLKNOWNTYPE_FIELDMASK:
      break;
    case Descriptor::WELLKNOWNTYPE_DURATION:
      if (auto* duration = google::protobuf::DynamicCastToGenerated<
              google::protobuf::Duration>(&message)) {
        return OfDuration(*duration);
      }
      break;
    case Descriptor::WELLKNOWNTYPE_TIMESTAMP:
      if (google::protobuf::DynamicCastToGenerated<google::protobuf::Timestamp>(
              &message)) {
        return Value::OfField(ValueKind::kTimestamp, message);
      }
      break;
    case Descriptor::WELLKNOWNTYPE_VALUE:
      if (auto* value =
              google::protobuf::DynamicCastToGenerated<google::protobuf::Value>(
                  &message)) {
        return OfProtobufValue(*value);
      }
      break;
    case Descriptor::WELLKNOWNTYPE_LISTVALUE:
      if (google::protobuf::DynamicCastToGenerated<google::protobuf::ListValue>(
              &message)) {
        return Value::OfField(ValueKind::kList, message);
      }
      break;
    case Descriptor::WELLKNOWNTYPE_STRUCT:
      if (google::protobuf::DynamicCastToGenerated<google::protobuf::Struct>(
              &message)) {
        return Value::OfField(ValueKind::kStruct, message);
      }
      break;
    default:
      return Unwrap(message);
  }
  return Value::OfField(ValueKind::kMessage, message);
}

}  // namespace

Value Value::Of(const Message& message) { return OfMessage(message); }

Value OfProtobufValue(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kBoolValue:
      return Value(value.bool_value());
    case google::protobuf::Value::kNumberValue: {
      // All numbers are doubles here; a whole one is meant as an integer.
      const double number = value.number_value();
      if (number == static_cast<double>(static_cast<std::int64_t>(
                        std::abs(number) < 1e15 ? number : 0.5))) {
        return Value(static_cast<std::int64_t>(number));
      }
      return Value(number);
    }
    case google::protobuf::Value::kStringValue:
      return Value(value.string_value());
    case google::protobuf::Value::kStructValue:
      return Value::OfField(ValueKind::kStruct, value.struct_value());
    case google::protobuf::Value::kListValue:
      return Value::OfField(ValueKind::kList, value.list_value());
    default:
      return Value();
  }
}

Value SingularValue(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (field.has_presence() && !reflection.HasField(message, &field)) {
    return Value();
  }
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Value(reflection.GetBool(message, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return Value(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return Value(reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return OfUnsigned(reflection.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return OfUnsigned(reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Value(double{reflection.GetFloat(message, &field)});
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Value(reflection.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return OfEnum(field, reflection.GetEnumValue(message, &field));
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string unused;
      return OfText(reflection.GetStringReference(message, &field, &unused));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return OfMessage(reflection.GetMessage(message, &field));
  }
  return Value();
}

Value RepeatedElement(const Message& message, const FieldDescriptor& field,
                      int index) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Value(reflection.GetRepeatedBool(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT32:
      return Value(reflection.GetRepeatedInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return Value(reflection.GetRepeatedInt64(message, &field, index));
    case FieldDescriptor::CPPTYPE_UINT32:
      return OfUnsigned(reflection.GetRepeatedUInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_UINT64:
      return OfUnsigned(reflection.GetRepeatedUInt64(message, &field, index));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Value(double{reflection.GetRepeatedFloat(message, &field, index)});
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Value(reflection.GetRepeatedDouble(message, &field, index));
    case FieldDescriptor::CPPTYPE_ENUM:
      return OfEnum(field,
                    reflection.GetRepeatedEnumValue(message, &field, index));
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string unused;
      return Value(reflection.GetRepeatedStringReference(message, &field, index,
                                                         &unused));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return OfMessage(reflection.GetRepeatedMessage(message, &field, index));
  }
  return Value();
}

}  // namespace herald::liquid
