// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/time/time.h"

namespace herald {

// What a plain scalar stands for by YAML's core schema; nothing if it is not
// of that kind.
std::optional<bool> ParseYamlBool(std::string_view text);

// Decimal, `0o` octal or `0x` hexadecimal. A number beyond 64 bits becomes the
// nearest that fits.
std::optional<std::int64_t> ParseYamlInteger(std::string_view text);

// A decimal number with a fraction or exponent, or without. Not `.inf` and
// `.nan`.
std::optional<double> ParseYamlFloat(std::string_view text);

// A number and a unit, `ms`, `s`, `m` or `h`, such as `500ms` or `1.5s`. What
// exceeds 10000 hours becomes that.
std::optional<absl::Duration> ParseDurationText(std::string_view text);

}  // namespace herald
