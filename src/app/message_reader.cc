// SPDX-License-Identifier: Apache-2.0
#include "app/message_reader.h"

#include <utility>

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/struct.pb.h>

#include <map>

#include "absl/strings/str_join.h"
#include "app/field_kinds.h"
#include "app/nearest.h"
#include "app/scalar_reader.h"
#include "app/tree_reader.h"
#include "fmt/format.h"
#include "herald/v1/provider.pb.h"

namespace herald {
namespace {

using google::protobuf::Message;
using google::protobuf::OneofDescriptor;

}  // namespace

void MessageReader::Read(const YamlNode& node, const FieldPath& path,
                         Message& message) {
  if (auto* value = dynamic_cast<google::protobuf::Value*>(&message)) {
    TreeReader(places_, errors_).Read(node, path, *value);
  } else if (const Field* text = TextAlone(*message.GetDescriptor());
             text != nullptr && node.kind == YamlNode::Kind::kScalar) {
    const FieldPath inner = {path.Member(text->name()).field, path.shown};
    places_.Put(inner, node.place);
    ReadScalar(node, inner, message, text);
  } else if (auto* parameter = dynamic_cast<v1::ParameterValue*>(&message)) {
    const FieldPath inner = {path.Member("secret").field, path.shown};
    places_.Put(inner, node.place);
    ReadMembers(node, inner, *parameter->mutable_secret());
  } else if (const Field* only = OnlyMapping(*message.GetDescriptor())) {
    const FieldPath inner = {path.Member(only->name()).field, path.shown};
    only->is_map() ? ReadMap(node, inner, message, only)
                   : ReadNamedValues(node, inner, message, only);
  } else {
    ReadMembers(node, path, message);
  }
}

void MessageReader::ReadMembers(const YamlNode& node, const FieldPath& path,
                                Message& message) {
  if (!ExpectMapping(node, path)) return;
  const auto& type = *message.GetDescriptor();
  std::set<std::string_view> seen;
  std::map<const OneofDescriptor*, const YamlMember*> given;
  for (const YamlMember& member : node.members) {
    const FieldPath member_path = path.Member(member.key);
    if (!ExpectNew(member, member_path, &seen)) continue;
    const Field* field = type.FindFieldByName(member.key);
    if (field == nullptr) {
      errors_.Add(member_path, member.place,
                  fmt::format("is not known; known are {}",
                              NearestFirst(member.key, FieldNames(type))));
      continue;
    }
    if (const OneofDescriptor* oneof = field->containing_oneof()) {
      const auto [first, is_first] = given.try_emplace(oneof, &member);
      if (!is_first) {
        errors_.Add(member_path, member.place,
                    fmt::format("excludes {} on line {}; give only one of {}",
                                first->second->key, first->second->place.line,
                                absl::StrJoin(FieldNames(*oneof), ", ")));
        continue;
      }
    }
    ReadMember(member, member_path, message, field);
  }
}

void MessageReader::ReadMember(const YamlMember& member, const FieldPath& path,
                               Message& message, const Field* field) {
  const YamlNode& node = *member.value;
  places_.Put(path,
              node.kind == YamlNode::Kind::kNull ? member.place : node.place);
  if (field->is_map()) {
    ReadMap(node, path, message, field);
  } else if (IsNamedValueList(*field)) {
    ReadNamedValues(node, path, message, field);
  } else if (field->is_repeated()) {
    ReadList(node, path, message, field);
  } else {
    ReadValue(node, path, message, field);
  }
}

void MessageReader::ReadMap(const YamlNode& node, const FieldPath& path,
                            Message& message, const Field* field) {
  const Field* key = field->message_type()->map_key();
  const Field* value = field->message_type()->map_value();
  if (node.kind == YamlNode::Kind::kScalar &&
      value->cpp_type() == Field::CPPTYPE_INT32) {
    places_.Put(path.Entry(node.text), node.place);
    Message* entry = message.GetReflection()->AddMessage(&message, field);
    entry->GetReflection()->SetString(entry, key, node.text);
    entry->GetReflection()->SetInt32(entry, value, 1);
    return;
  }
  if (!ExpectMapping(node, path)) return;
  std::set<std::string_view> seen;
  for (const YamlMember& member : node.members) {
    const FieldPath member_path = path.Member(member.key);
    if (!ExpectNew(member, member_path, &seen)) continue;
    places_.Put(path.Entry(member.key), member.place);
    Message* entry = message.GetReflection()->AddMessage(&message, field);
    entry->GetReflection()->SetString(entry, key, member.key);
    ReadMember(member, member_path, *entry, value);
  }
}

void MessageReader::ReadList(const YamlNode& node, const FieldPath& path,
                             Message& message, const Field* field) {
  if (node.kind == YamlNode::Kind::kNull) return;
  if (node.kind != YamlNode::Kind::kSequence) {
    errors_.Add(path, node.place,
                fmt::format("{}; must be a list", KindInWords(node)));
    return;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const FieldPath item_path = path.Element(i);
    places_.Put(item_path, node.items[i]->place);
    ReadValue(*node.items[i], item_path, message, field);
  }
}

void MessageReader::ReadNamedValues(const YamlNode& node, const FieldPath& path,
                                    Message& message, const Field* field) {
  if (!ExpectMapping(node, path)) return;
  std::set<std::string_view> seen;
  for (const YamlMember& member : node.members) {
    const FieldPath member_path = path.Member(member.key);
    if (!ExpectNew(member, member_path, &seen)) continue;
    places_.Put(path.Entry(member.key), member.place);
    if (member.value->kind != YamlNode::Kind::kSequence) {
      AddNamedValue(member, *member.value, path, message, field);
      continue;
    }
    for (const YamlNode* item : member.value->items) {
      AddNamedValue(member, *item, path, message, field);
    }
  }
}

void MessageReader::AddNamedValue(const YamlMember& member,
                                  const YamlNode& value, const FieldPath& path,
                                  Message& message, const Field* field) {
  const auto* reflection = message.GetReflection();
  const std::string shown = path.Member(member.key).shown;
  const FieldPath element = {
      path.Element(reflection->FieldSize(message, field)).field, shown};
  const auto& type = *field->message_type();
  Message* named = reflection->AddMessage(&message, field);
  named->GetReflection()->SetString(named, type.FindFieldByName("name"),
                                    member.key);
  const FieldPath name_path = {element.Member("name").field, shown};
  const FieldPath value_path = {element.Member("value").field, shown};
  const bool has_place = value.kind != YamlNode::Kind::kNull;
  places_.Put(element, member.place);
  places_.Put(name_path, member.place);
  places_.Put(value_path, has_place ? value.place : member.place);
  ReadScalar(value, value_path, *named, type.FindFieldByName("value"));
}

void MessageReader::ReadValue(const YamlNode& node, const FieldPath& path,
                              Message& message, const Field* field) {
  const bool is_duration =
      field->message_type() == google::protobuf::Duration::descriptor();
  if (field->message_type() == nullptr || is_duration) {
    ReadScalar(node, path, message, field);
    return;
  }
  const auto* reflection = message.GetReflection();
  Read(node, path,
       field->is_repeated() ? *reflection->AddMessage(&message, field)
                            : *reflection->MutableMessage(&message, field));
}

void MessageReader::ReadScalar(const YamlNode& node, const FieldPath& path,
                               Message& message, const Field* field) {
  const std::string allowed = SetScalar(node, message, *field);
  if (allowed.empty()) return;
  const TextPlace place = places_.Find(path.field).place;
  const bool has_wrong_kind = node.kind != YamlNode::Kind::kScalar;
  errors_.Add(path, place,
              has_wrong_kind
                  ? fmt::format("{}; must be {}", KindInWords(node), allowed)
                  : fmt::format("must be {}", allowed));
}

bool MessageReader::ExpectMapping(const YamlNode& node, const FieldPath& path) {
  if (node.kind == YamlNode::Kind::kMapping ||
      node.kind == YamlNode::Kind::kNull) {
    return true;
  }
  errors_.Add(path, node.place,
              fmt::format("{}; must be a mapping", KindInWords(node)));
  return false;
}

bool MessageReader::ExpectNew(const YamlMember& member, const FieldPath& path,
                              std::set<std::string_view>* seen) {
  if (seen->insert(member.key).second) return true;
  errors_.Add(path, member.place, "stands here twice; give it once");
  return false;
}

}  // namespace herald
