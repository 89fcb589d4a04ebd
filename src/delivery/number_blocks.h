// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "herald/v1/guard.pb.h"

namespace herald {

// What a numbering plan says about a phone number.
struct NumberKind {
  // Two letters, or 001.
  std::string country;
  v1::NumberType type = v1::NUMBER_TYPE_UNSPECIFIED;

  bool operator==(const NumberKind&) const = default;
};

// Remembers what numbering plans say, since asking costs up to 30 us. Plans
// hand out national numbers of 8 or more digits in blocks of a thousand or
// more, so that one answer holds for all that differ in the last three digits.
// Takes 8 MiB once it is full; a new block takes the place of another one. Any
// thread may use it; there is no lock.
class NumberBlocks {
 public:
  // The block of a number, given as the digits after its plus sign, of which
  // the last `national_digits` are the national number. 0 if it is in none.
  static std::uint64_t BlockOf(std::string_view digits,
                               std::size_t national_digits);

  std::optional<NumberKind> Find(std::uint64_t block) const;
  void Put(std::uint64_t block, const NumberKind& kind);

 private:
  static constexpr int kIndexBits = 20;

  static std::size_t IndexOf(std::uint64_t block);

  // In each: the block, then the country in 10 bits, then the type in 4. Free
  // if 0.
  std::array<std::atomic<std::uint64_t>, 1 << kIndexBits> slots_{};
};

}  // namespace herald
