// SPDX-License-Identifier: Apache-2.0
#include "delivery/number_blocks.h"

#include <charconv>

namespace herald {
namespace {

constexpr std::size_t kFreeDigits = 3;
constexpr std::size_t kLeastNationalDigits = 8;
constexpr std::size_t kMostDigits = 15;

}  // namespace

std::uint64_t NumberBlocks::BlockOf(std::string_view digits,
                                    std::size_t national_digits) {
  if (national_digits < kLeastNationalDigits || digits.size() > kMostDigits)
    return 0;
  std::uint64_t block = 0;
  std::from_chars(digits.data(), digits.data() + digits.size() - kFreeDigits,
                  block);
  return block;
}

std::size_t NumberBlocks::IndexOf(std::uint64_t block) {
  return block * 0x9e3779b97f4a7c15 >> (64 - kIndexBits);
}

std::optional<std::uint32_t> NumberBlocks::Find(std::uint64_t block) const {
  const std::uint64_t slot =
      slots_[IndexOf(block)].load(std::memory_order_relaxed);
  if (slot >> kFactBits != block) return std::nullopt;
  return static_cast<std::uint32_t>(slot & ((1 << kFactBits) - 1));
}

void NumberBlocks::Put(std::uint64_t block, std::uint32_t facts) {
  slots_[IndexOf(block)].store(block << kFactBits | facts,
                               std::memory_order_relaxed);
}

}  // namespace herald
