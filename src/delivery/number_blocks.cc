// SPDX-License-Identifier: Apache-2.0
#include "delivery/number_blocks.h"

#include <charconv>

namespace herald {
namespace {

constexpr std::size_t kFreeDigits = 3;
constexpr std::size_t kLeastNationalDigits = 8;
constexpr std::size_t kMostDigits = 15;

constexpr int kTypeBits = 4;
constexpr int kLetterBits = 5;
constexpr int kBlockShift = kTypeBits + 2 * kLetterBits;
static_assert(v1::NumberType_ARRAYSIZE <= 1 << kTypeBits);

constexpr std::uint64_t Low(int bits) { return (1 << bits) - 1; }

// 0 for 001, which is not of two letters.
std::uint64_t Pack(std::string_view country) {
  if (country.size() != 2) return 0;
  return static_cast<std::uint64_t>(country[0] - 'A' + 1) << kLetterBits |
         static_cast<std::uint64_t>(country[1] - 'A' + 1);
}

std::string Unpack(std::uint64_t letters) {
  if (letters == 0) return "001";
  return {static_cast<char>('A' - 1 + (letters >> kLetterBits)),
          static_cast<char>('A' - 1 + (letters & Low(kLetterBits)))};
}

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

std::optional<NumberKind> NumberBlocks::Find(std::uint64_t block) const {
  const std::uint64_t slot =
      slots_[IndexOf(block)].load(std::memory_order_relaxed);
  if (slot >> kBlockShift != block) return std::nullopt;
  return NumberKind{Unpack(slot >> kTypeBits & Low(2 * kLetterBits)),
                    static_cast<v1::NumberType>(slot & Low(kTypeBits))};
}

void NumberBlocks::Put(std::uint64_t block, const NumberKind& kind) {
  slots_[IndexOf(block)].store(block << kBlockShift |
                                   Pack(kind.country) << kTypeBits |
                                   static_cast<std::uint64_t>(kind.type),
                               std::memory_order_relaxed);
}

}  // namespace herald
