// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "liquid/liquid.h"

namespace herald::liquid {

// What the fuzzer made up, taken apart from the front. Lives as long as the
// bytes.
class FuzzInput {
 public:
  // Stands between fields: a character that no text needs.
  static constexpr char kSeparator = '\x1e';

  FuzzInput(const std::uint8_t* bytes, std::size_t size)
      : rest_(reinterpret_cast<const char*>(bytes), size) {}

  // The next byte, 0 behind the end.
  unsigned TakeByte();
  // All up to the next separator, which is skipped, or to the end.
  std::string_view TakeField();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// Ends the program, which the fuzzer then reports, if a promise is broken.
void Expect(bool holds, std::string_view promise, std::string_view detail = "");

// Expects that an error is one that a template's author can cause, and that it
// begins with `NAME:LINE:COLUMN: `, where NAME is one of these.
void ExpectPlace(const absl::Status& error,
                 std::span<const std::string_view> names);

// The two bits as a mode of escaping.
Escape EscapeOf(unsigned bits);

}  // namespace herald::liquid
