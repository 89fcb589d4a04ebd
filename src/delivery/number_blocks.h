// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>

namespace herald {

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

  // What is known about a block: a number of at most kFactBits bits.
  static constexpr int kFactBits = 24;
  std::optional<std::uint32_t> Find(std::uint64_t block) const;
  void Put(std::uint64_t block, std::uint32_t facts);

 private:
  static constexpr int kIndexBits = 20;

  static std::size_t IndexOf(std::uint64_t block);

  // In each: the block, then what is known about it. Free if 0.
  std::array<std::atomic<std::uint64_t>, 1 << kIndexBits> slots_{};
};

}  // namespace herald
