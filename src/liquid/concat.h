// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace herald::liquid {

// What absl::StrCat does, for std::string_view: Abseil's own string_view may be
// another type. They append to a std::string or a TextBuilder.

template <typename Out>
void AppendPart(std::string_view part, Out* out) {
  out->append(part);
}

template <std::integral Number, typename Out>
void AppendPart(Number part, Out* out) {
  char digits[24];
  const char* end = std::to_chars(digits, digits + sizeof(digits), part).ptr;
  out->append(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

// Appends text and integers one after the other.
template <typename Out, typename... Parts>
void AppendAll(Out* out, const Parts&... parts) {
  (AppendPart(parts, out), ...);
}

template <typename... Parts>
std::string Concat(const Parts&... parts) {
  std::string out;
  AppendAll(&out, parts...);
  return out;
}

}  // namespace herald::liquid
