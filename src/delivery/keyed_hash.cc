// SPDX-License-Identifier: Apache-2.0
#include "delivery/keyed_hash.h"

#include <bit>
#include <cstring>
#include <random>

namespace herald {
namespace {

std::uint64_t Random64() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

// The four words of SipHash's paper.
struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void Round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }

  void Absorb(std::uint64_t word) {
    v3 ^= word;
    Round();
    v0 ^= word;
  }
};

}  // namespace

KeyedHash::KeyedHash() : KeyedHash(Random64(), Random64()) {}

std::uint64_t KeyedHash::operator()(std::string_view text) const {
  SipState state{low_ ^ 0x736f6d6570736575, high_ ^ 0x646f72616e646f6d,
                 low_ ^ 0x6c7967656e657261, high_ ^ 0x7465646279746573};
  std::uint64_t last = std::uint64_t{text.size()} << 56;
  for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(8)) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), sizeof(word));
    state.Absorb(word);
  }
  for (std::size_t i = 0; i < text.size(); ++i)
    last |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
  state.Absorb(last);
  state.v2 ^= 0xff;
  for (int i = 0; i < 3; ++i) state.Round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace herald
