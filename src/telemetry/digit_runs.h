// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace herald {

// Digits that a reader would take together, such as those of
// `+1 (808) 555-5555`.
struct DigitRun {
  std::string digits;

  // The offset of each digit.
  std::vector<std::size_t> positions;
};

// The runs of digits in a text. A few separators (spaces, hyphens, dots,
// brackets, slashes, anything that is not ASCII) do not end a run.
std::vector<DigitRun> FindDigitRuns(std::string_view text);

}  // namespace herald
