// SPDX-License-Identifier: Apache-2.0
#include "app/tree_reader.h"

#include <cmath>
#include <optional>
#include <string_view>

#include "absl/strings/ascii.h"
#include "app/yaml_scalar.h"

namespace herald {
namespace {

// JSON's numbers hold every whole number up to here.
constexpr double kMaxExactInteger = 9007199254740991;

std::optional<double> ParseNumber(std::string_view text) {
  if (const auto number = ParseYamlFloat(text)) return number;
  const auto integer = ParseYamlInteger(text);
  if (!integer) return std::nullopt;
  return static_cast<double>(*integer);
}

// Whether somebody may well have meant text: a telephone number, a code.
bool LooksLikeText(std::string_view text) {
  if (text[0] == '+') return true;
  if (text[0] == '-') text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[1]));
}

bool IsNotFinite(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    text.remove_prefix(1);
  }
  return text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" ||
         text == ".NaN" || text == ".NAN";
}

}  // namespace

void TreeReader::Read(const YamlNode& node, const FieldPath& path,
                      google::protobuf::Value& value) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      value.set_null_value(google::protobuf::NULL_VALUE);
      return;
    case YamlNode::Kind::kScalar:
      ReadScalar(node, path, value);
      return;
    case YamlNode::Kind::kMapping:
      ReadObject(node, path, *value.mutable_struct_value());
      return;
    case YamlNode::Kind::kSequence:
      break;
  }
  auto& list = *value.mutable_list_value();
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    places_.Put(path.Element(i), node.items[i]->place);
    Read(*node.items[i], path.Element(i), *list.add_values());
  }
}

void TreeReader::ReadScalar(const YamlNode& node, const FieldPath& path,
                            google::protobuf::Value& value) {
  const auto boolean =
      node.is_plain ? ParseYamlBool(node.text) : std::optional<bool>();
  const auto number =
      node.is_plain ? ParseNumber(node.text) : std::optional<double>();
  if (boolean) {
    value.set_bool_value(*boolean);
  } else if (!number) {
    value.set_string_value(node.text);
    if (node.is_plain && IsNotFinite(node.text)) {
      errors_.Add(path, node.place,
                  "is a number that JSON lacks; write it in quotes for text");
    }
  } else if (LooksLikeText(node.text)) {
    errors_.Add(path, node.place,
                "is read as a number; write it in quotes for text, or without "
                "the sign and zeros in front");
  } else if (std::abs(*number) > kMaxExactInteger) {
    errors_.Add(path, node.place,
                "is too large for an exact number in JSON; write it in quotes "
                "for text");
  } else {
    value.set_number_value(*number);
  }
}

void TreeReader::ReadObject(const YamlNode& node, const FieldPath& path,
                            google::protobuf::Struct& object) {
  auto& fields = *object.mutable_fields();
  for (const YamlMember& member : node.members) {
    const FieldPath member_path = path.Member(member.key);
    if (fields.contains(member.key)) {
      errors_.Add(member_path, member.place, "stands here twice; give it once");
      continue;
    }
    places_.Put(member_path, member.value->kind == YamlNode::Kind::kNull
                                 ? member.place
                                 : member.value->place);
    Read(*member.value, member_path, fields[member.key]);
  }
}

}  // namespace herald
