// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "delivery/field_violation.h"
#include "herald/v1/provider.pb.h"
#include "liquid/liquid.h"
#include "providers/http/json_template.h"
#include "providers/named_template.h"

namespace herald {

// The body of an HTTP provider's requests. Immutable.
class RequestBody {
 public:
  // No body.
  RequestBody() = default;

  static RequestBody Compile(const v1::HttpProvider& config,
                             FieldViolations& violations);

  // The value of the header Content-Type; empty for no body.
  const std::string& content_type() const { return content_type_; }

  // At most kMaxBodyBytes; an error beyond that.
  absl::StatusOr<std::string> Render(const liquid::Object& variables) const;

 private:
  using Form = std::vector<NamedTemplate>;
  struct Multipart {
    std::vector<NamedTemplate> fields;
  };

  std::string content_type_;
  std::variant<std::monostate, JsonTemplate, Form, Multipart, liquid::Template>
      content_;
};

}  // namespace herald
