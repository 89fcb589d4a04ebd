// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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
};

// For hash tables. A digest is its own hash.
struct DigestHash {
  std::size_t operator()(const Digest& digest) const {
    return static_cast<std::size_t>(digest.first);
  }
};

// The digest of a list of texts; where one ends and the next begins matters.
Digest DigestOf(std::initializer_list<std::string_view> texts);

}  // namespace herald
