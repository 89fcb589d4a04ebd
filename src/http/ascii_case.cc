// SPDX-License-Identifier: Apache-2.0
#include "http/ascii_case.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace herald {

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return absl::ascii_tolower(static_cast<unsigned char>(x)) ==
           absl::ascii_tolower(static_cast<unsigned char>(y));
  });
}

std::string AsciiToLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return lower;
}

}  // namespace herald
