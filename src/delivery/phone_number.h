// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// A phone number in international form, brought to E.164: `+1-808-555-5555`
// becomes `+18085555555`. Spaces, dashes, dots, slashes and brackets are
// removed. INVALID_ARGUMENT, with what is wrong and what is allowed, for a
// number without the leading plus sign or with other characters, and for one
// that its country's numbering plan cannot hold. The message never repeats the
// number. Any thread may call it.
absl::StatusOr<std::string> NormalizePhoneNumber(std::string_view text);

}  // namespace herald
