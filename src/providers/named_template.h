// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delivery/field_violation.h"
#include "herald/v1/provider.pb.h"
#include "liquid/liquid.h"

namespace herald {

// A template under a name, such as a header field's.
struct NamedTemplate {
  std::string name;
  liquid::Template value;
};

using NamedValues = google::protobuf::RepeatedPtrField<v1::NamedValue>;

// The compiled template, or nothing and a violation at `field`.
std::optional<liquid::Template> CompileTemplate(
    std::string_view field, std::string_view source,
    FieldViolations& violations, liquid::Escape escape = liquid::Escape::kNone);

// The compiled condition, or nothing and a violation at `field`.
std::optional<liquid::Condition> CompileCondition(std::string_view field,
                                                  std::string_view source,
                                                  FieldViolations& violations);

// `field[name]`.
std::string FieldOf(std::string_view field, std::string_view name);

// The compiled templates, in order; those that do not compile or have no name
// become violations at `field[name]`.
std::vector<NamedTemplate> CompileNamedTemplates(std::string_view field,
                                                 const NamedValues& values,
                                                 FieldViolations& violations);

// Adds a violation for each name that stands in `values` more than once.
void CheckNamesAreUnique(std::string_view field, const NamedValues& values,
                         FieldViolations& violations);

}  // namespace herald
