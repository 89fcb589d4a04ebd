// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/time.h"

namespace herald {

// The longest wait that a provider can ask for; more is cut to this.
inline constexpr absl::Duration kMaxRetryAfter = absl::Hours(24);

// How long the value of a Retry-After header asks to wait: a number of seconds
// or one of HTTP's three forms of a date (RFC 9110, 5.6.7). Nothing if it is
// neither; zero for a date in the past; at most kMaxRetryAfter.
std::optional<absl::Duration> ParseRetryAfter(std::string_view value,
                                              absl::Time now);

// The same for a header of a provider's own, which may also be a point in time
// since 1970: a number from 1000000000 on in seconds, from 1000000000000 on in
// milliseconds. Digits after a point are left out.
std::optional<absl::Duration> ParseRetryTime(std::string_view value,
                                             absl::Time now);

}  // namespace herald
