// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace herald::liquid {

// What absl::StrCat does, for std::string_view: Abseil's own string_view may be
// another type.

inline void AppendPart(std::string_view part, std::string* out) {
  out->append(part);
}

template <std::integral Number>
void AppendPart(Number part, std::string* out) {
  out->append(std::to_string(part));
}

// Appends text and integers one after the other.
template <typename... Parts>
void AppendAll(std::string* out, const Parts&... parts) {
  (AppendPart(parts, out), ...);
}

template <typename... Parts>
std::string Concat(const Parts&... parts) {
  std::string out;
  AppendAll(&out, parts...);
  return out;
}

}  // namespace herald::liquid
