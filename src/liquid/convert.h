// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "liquid/value.h"

namespace herald::liquid {

// The integer a value stands for where nothing else will do: an integer or a
// text that is one as a whole. Nothing otherwise.
std::optional<std::int64_t> StrictInteger(const Value& value);

// The integer a value begins with: text up to the first character that does not
// belong to it, a float without its fraction, nil and any text else as 0.
// Nothing for booleans, arrays and objects.
std::optional<std::int64_t> LenientInteger(const Value& value);

// As LenientInteger of a text; the largest or smallest integer beyond 64 bits.
std::int64_t LeadingInteger(std::string_view text);

}  // namespace herald::liquid
