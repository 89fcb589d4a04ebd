// SPDX-License-Identifier: Apache-2.0
#include "providers/http/json_template.h"

#include <utility>

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>

#include "liquid/json.h"
#include "providers/named_template.h"

namespace herald {
namespace {

constexpr int kMaxDepth = 64;

// The member that says whether its object is there at all.
constexpr std::string_view kConditionName = "$if";

std::string NumberText(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), number).ptr;
  return std::string(buffer, end);
}

std::string NamePart(std::string_view name) {
  std::string part;
  liquid::AppendJsonString(name, &part);
  part.push_back(':');
  return part;
}

}  // namespace

absl::Status BodyTooLarge() {
  return absl::InvalidArgumentError("is larger than 16 MiB");
}

JsonTemplate JsonTemplate::Compile(const google::protobuf::Value& tree,
                                   std::string_view field,
                                   FieldViolations& violations) {
  return CompileAt(tree, std::string(field), 0, violations);
}

JsonTemplate JsonTemplate::CompileAt(const google::protobuf::Value& tree,
                                     const std::string& field, int depth,
                                     FieldViolations& violations) {
  JsonTemplate node;
  if (depth > kMaxDepth) {
    violations.Add(field,
                   fmt::format("is nested more than {} deep", kMaxDepth));
    return node;
  }
  switch (tree.kind_case()) {
    case google::protobuf::Value::kNullValue:
    case google::protobuf::Value::KIND_NOT_SET:
      break;
    case google::protobuf::Value::kBoolValue:
      node.literal_ = tree.bool_value() ? "true" : "false";
      break;
    case google::protobuf::Value::kNumberValue:
      if (!std::isfinite(tree.number_value())) {
        violations.Add(field, "is a number that JSON cannot express");
        break;
      }
      node.literal_ = NumberText(tree.number_value());
      break;
    case google::protobuf::Value::kStringValue:
      node.kind_ = Kind::kTemplate;
      node.template_ = CompileTemplate(field, tree.string_value(), violations);
      break;
    case google::protobuf::Value::kListValue:
      node.kind_ = Kind::kArray;
      for (const auto& element : tree.list_value().values()) {
        node.children_.push_back(CompileAt(
            element, fmt::format("{}[{}]", field, node.children_.size()),
            depth + 1, violations));
      }
      break;
    case google::protobuf::Value::kStructValue: {
      node.kind_ = Kind::kObject;
      const auto& fields = tree.struct_value().fields();
      const std::map<std::string, google::protobuf::Value> sorted(
          fields.begin(), fields.end());
      for (const auto& [name, value] : sorted) {
        if (name == kConditionName) {
          node.condition_ = CompileCondition(fmt::format("{}.{}", field, name),
                                             value.string_value(), violations);
          continue;
        }
        node.names_.push_back(NamePart(name));
        node.children_.push_back(CompileAt(
            value, fmt::format("{}.{}", field, name), depth + 1, violations));
      }
      break;
    }
  }
  return node;
}

absl::StatusOr<bool> JsonTemplate::Append(const liquid::Object& variables,
                                          std::string* out) const {
  switch (kind_) {
    case Kind::kLiteral:
      out->append(literal_);
      return true;
    case Kind::kTemplate:
      return template_->AppendJson(variables, out);
    case Kind::kArray:
    case Kind::kObject:
      break;
  }
  if (condition_.has_value()) {
    const auto holds = condition_->Holds(variables);
    if (!holds.ok()) return holds.status();
    if (!*holds) return false;
  }
  out->push_back(kind_ == Kind::kArray ? '[' : '{');
  const absl::Status status = AppendChildren(variables, out);
  if (!status.ok()) return status;
  out->push_back(kind_ == Kind::kArray ? ']' : '}');
  return true;
}

absl::Status JsonTemplate::AppendChildren(const liquid::Object& variables,
                                          std::string* out) const {
  bool is_first = true;
  for (std::size_t i = 0; i < children_.size(); ++i) {
    const std::size_t before = out->size();
    if (!is_first) out->push_back(',');
    if (kind_ == Kind::kObject) out->append(names_[i]);
    const auto is_there = children_[i].Append(variables, out);
    if (!is_there.ok()) return is_there.status();
    if (out->size() > kMaxBodyBytes) return BodyTooLarge();
    if (*is_there) {
      is_first = false;
    } else {
      out->resize(before);
    }
  }
  return absl::OkStatus();
}

}  // namespace herald
