// SPDX-License-Identifier: Apache-2.0
#include "app/message_walk.h"

#include <vector>

#include "fmt/format.h"

namespace herald {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Visit = std::function<void(Message&, const std::string&)>;

void VisitElements(Message& message, const FieldDescriptor& field,
                   const std::string& path, const Visit& visit) {
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    Message& element = *reflection->MutableRepeatedMessage(&message, &field, i);
    if (!field.is_map()) {
      VisitMessages(element, fmt::format("{}[{}]", path, i), visit);
      continue;
    }
    const auto* entry = element.GetReflection();
    const auto& type = *field.message_type();
    const FieldDescriptor* value = type.map_value();
    if (value->message_type() == nullptr) return;
    VisitMessages(*entry->MutableMessage(&element, value),
                  MemberPath(path, entry->GetString(element, type.map_key())),
                  visit);
  }
}

}  // namespace

std::string MemberPath(std::string_view path, std::string_view field) {
  return path.empty() ? std::string(field) : fmt::format("{}.{}", path, field);
}

void VisitMessages(Message& message, const std::string& path,
                   const Visit& visit) {
  if (message.GetDescriptor()->file()->package() != "herald.v1") return;
  visit(message, path);
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr) continue;
    const std::string field_path = MemberPath(path, field->name());
    if (field->is_repeated()) {
      VisitElements(message, *field, field_path, visit);
    } else {
      VisitMessages(*reflection->MutableMessage(&message, field), field_path,
                    visit);
    }
  }
}

}  // namespace herald
