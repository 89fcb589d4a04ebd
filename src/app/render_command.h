// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "app/arguments.h"

namespace herald {

// The output of `herald render`. The message of an error is what to show: it
// names the file as it was given, with line and column if the error has a
// place. Dates without a zone are in UTC.
absl::StatusOr<std::string> RenderFile(const Arguments& arguments);

}  // namespace herald
