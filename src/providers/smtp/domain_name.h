// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// A domain name as the DNS has it: Unicode labels become A-labels by UTS 46
// without transitional mappings, which follows IDNA 2008; a name that is ASCII
// already stays as it is. INVALID_ARGUMENT for what cannot be a domain name.
absl::StatusOr<std::string> DomainToAscii(std::string_view domain);

}  // namespace herald
