// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace herald {

// The first 128 bits of a SHA-256: texts that differ have digests that differ,
// even if somebody chooses the texts for that end.
struct Digest {
  std::uint64_t first = 0;
  std::uint64_t second = 0;

  bool operator==(const Digest&) const = default;

  template <typename Hash>
  friend Hash AbslHashValue(Hash hash, const Digest& digest) {
    return Hash::combine(std::move(hash), digest.first);
  }
};

// The digest of a list of texts; where one ends and the next begins matters.
Digest DigestOf(std::initializer_list<std::string_view> texts);

}  // namespace herald
