// SPDX-License-Identifier: Apache-2.0
#include "telemetry/digit_runs.h"

#include "absl/strings/ascii.h"

namespace herald {
namespace {

// Enough for a hyphen between spaces, and for one separator of three bytes.
constexpr std::size_t kMaxSeparators = 4;

bool IsSeparator(char c) {
  return std::string_view(" -.()[]/\t").find(c) != std::string_view::npos ||
         !absl::ascii_isascii(static_cast<unsigned char>(c));
}

}  // namespace

std::vector<DigitRun> FindDigitRuns(std::string_view text) {
  std::vector<DigitRun> runs;
  bool is_open = false;
  std::size_t separators = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) {
      if (!is_open) runs.emplace_back();
      runs.back().digits += text[i];
      runs.back().positions.push_back(i);
      is_open = true;
      separators = 0;
    } else {
      is_open = is_open && IsSeparator(text[i]) && separators < kMaxSeparators;
      ++separators;
    }
  }
  return runs;
}

}  // namespace herald
