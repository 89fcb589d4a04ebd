// SPDX-License-Identifier: Apache-2.0
#include "fuzz_input.h"

#include <utility>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace herald::liquid {
namespace {

// Whether a number and a colon were removed from the front.
bool SkipNumber(std::string_view* text) {
  const std::size_t digits =
      std::min(text->find_first_not_of("0123456789"), text->size());
  if (digits == 0 || digits == text->size() || (*text)[digits] != ':') {
    return false;
  }
  text->remove_prefix(digits + 1);
  return true;
}

bool StartsWithPlace(std::string_view text, std::string_view name) {
  if (!text.starts_with(name)) return false;
  text.remove_prefix(name.size());
  if (!text.starts_with(':')) return false;
  text.remove_prefix(1);
  return SkipNumber(&text) && SkipNumber(&text) && text.size() > 1 &&
         text.front() == ' ';
}

}  // namespace

unsigned FuzzInput::TakeByte() {
  if (rest_.empty()) return 0;
  const auto byte = static_cast<unsigned char>(rest_.front());
  rest_.remove_prefix(1);
  return byte;
}

std::string_view FuzzInput::TakeField() {
  const std::size_t end = std::min(rest_.find(kSeparator), rest_.size());
  const std::string_view field = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  return field;
}

void Expect(bool holds, std::string_view promise, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %.*s\n%.*s\n",
               static_cast<int>(promise.size()), promise.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void ExpectPlace(const absl::Status& error,
                 std::span<const std::string_view> names) {
  const std::string_view text(error.message().data(), error.message().size());
  Expect(error.code() == absl::StatusCode::kInvalidArgument ||
             error.code() == absl::StatusCode::kResourceExhausted,
         "an error is the author's or a bound's", text);
  Expect(std::any_of(names.begin(), names.end(),
                     [text](auto name) { return StartsWithPlace(text, name); }),
         "an error begins with its place", text);
}

Escape EscapeOf(unsigned bits) {
  constexpr Escape kModes[] = {Escape::kNone, Escape::kHtml, Escape::kUrl,
                               Escape::kNone};
  return kModes[bits & 3];
}

}  // namespace herald::liquid
