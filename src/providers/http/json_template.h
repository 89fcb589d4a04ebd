// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/struct.pb.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "delivery/field_violation.h"
#include "liquid/liquid.h"

namespace herald {

// The largest body of a request.
inline constexpr std::size_t kMaxBodyBytes = 16 << 20;

// What a larger one gives.
absl::Status BodyTooLarge();

// A JSON tree whose texts are templates, so that values are escaped by
// construction. Object members are written in the order of their names.
// Immutable.
class JsonTemplate {
 public:
  // Compiles `tree`, nested at most 64 deep. What is wrong with it becomes
  // violations at `field` and below, such as `json.to[0].email`.
  static JsonTemplate Compile(const google::protobuf::Value& tree,
                              std::string_view field,
                              FieldViolations& violations);

  // Appends the JSON to `out`, which may become kMaxBodyBytes long. False, and
  // nothing is appended, if the tree is one template whose value is nil. `out`
  // is in no known state after an error.
  absl::StatusOr<bool> Append(const liquid::Object& variables,
                              std::string* out) const;

 private:
  enum class Kind { kLiteral, kTemplate, kArray, kObject };

  static JsonTemplate CompileAt(const google::protobuf::Value& tree,
                                const std::string& field, int depth,
                                FieldViolations& violations);

  absl::Status AppendChildren(const liquid::Object& variables,
                              std::string* out) const;

  Kind kind_ = Kind::kLiteral;
  std::string literal_ = "null";
  std::optional<liquid::Template> template_;

  // Of an object that is left out unless it holds.
  std::optional<liquid::Condition> condition_;

  // Of kObject, the name of each child as JSON with its colon.
  std::vector<std::string> names_;
  std::vector<JsonTemplate> children_;
};

}  // namespace herald
