// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace herald::liquid {

// English words in dates, all in lower case.

// A word that begins with `jan` is 1.
std::optional<int> MonthOf(std::string_view word);

// Seconds east of UTC: `utc`, `z`, `est`.
std::optional<int> ZoneOffsetOf(std::string_view word);

}  // namespace herald::liquid
