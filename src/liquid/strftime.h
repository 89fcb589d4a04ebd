// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/time/time.h"
#include "liquid/text_builder.h"

namespace herald::liquid {

// A moment with the zone it is told in.
struct ZonedTime {
  absl::Time time;
  absl::TimeZone zone;
  // Ruby knows no name for a zone that is written as a mere offset.
  bool has_zone_name = true;
};

// Appends a time as Ruby's strftime prints it, with its flags and widths:
// `%-d`, `%^b`, `%10Y`, `%3N`, `%:z`. What it does not know stays as written.
// False if a width goes beyond 1024.
bool AppendTime(const ZonedTime& time, std::string_view format,
                TextBuilder* out);

}  // namespace herald::liquid
