// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/time.h"
#include "liquid/strftime.h"

namespace herald::liquid {

// Reads a date, a time or both as people write them in English: `March 14,
// 2016`, `14 Mar 2016 10:30`, `2016-03-14T10:30:00+01:00`, `3pm`. What is left
// out comes from `now`. Without a zone of its own it is in `zone`. Nothing if
// it cannot be read or does not exist.
std::optional<ZonedTime> ParseDate(std::string_view text, absl::TimeZone zone,
                                   absl::Time now);

}  // namespace herald::liquid
