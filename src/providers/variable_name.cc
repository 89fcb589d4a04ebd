// SPDX-License-Identifier: Apache-2.0
#include "providers/variable_name.h"

#include "absl/strings/ascii.h"
#include "providers/named_template.h"

namespace herald {
namespace {

bool IsVariableName(std::string_view name) {
  if (name.empty() || name.size() > 63) return false;
  if (!absl::ascii_isalpha(name.front()) && name.front() != '_') return false;
  return name.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
             "0123456789_") == name.npos;
}

}  // namespace

void CheckVariableName(std::string_view list, const std::string& name,
                       FieldViolations& violations) {
  if (IsVariableName(name)) return;
  violations.Add(FieldOf(list, name),
                 "must be at most 63 letters, digits and underscores, not "
                 "beginning with a digit");
}

}  // namespace herald
