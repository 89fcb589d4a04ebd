// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace herald {

// The parts of a number in E.164.
struct NumberParts {
  int calling_code;
  std::string_view national;
};

// The parts of the digits after a plus sign; nothing if they begin with no
// country calling code.
std::optional<NumberParts> SplitNumber(std::string_view digits);

}  // namespace herald
