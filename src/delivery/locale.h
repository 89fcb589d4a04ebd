// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// A language tag with dashes and the usual case: `en_us` becomes `en-US`,
// `ZH_hant` becomes `zh-Hant`. INVALID_ARGUMENT, with what is wrong and what
// is allowed, for what cannot be a BCP 47 tag: subtags of 1 to 8 letters and
// digits, the first of 2 to 8 letters, at most 35 characters in all.
absl::StatusOr<std::string> NormalizeLocale(std::string_view text);

}  // namespace herald
