// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "delivery/field_violation.h"

namespace herald {

// Adds to `violations` what is wrong with a name in `list` (`secrets`, for
// example), by which a provider's templates or handler refer to a value.
void CheckVariableName(std::string_view list, const std::string& name,
                       FieldViolations& violations);

}  // namespace herald
