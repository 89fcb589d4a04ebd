// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "liquid/liquid.h"
#include "providers/named_template.h"

namespace herald {

// What separates the fields of every multipart body: a line that no field may
// hold, so that nobody can add fields by what they write.
inline constexpr char kMultipartBoundary[] =
    "herald-3f1b7c52a9e84d06b5d2c8e17a40f693";

// The fields as multipart/form-data (RFC 7578). One that renders to nothing is
// left out; one that holds the boundary is an error.
absl::StatusOr<std::string> RenderMultipart(
    const std::vector<NamedTemplate>& fields, const liquid::Object& variables);

}  // namespace herald
