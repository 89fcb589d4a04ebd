// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace herald {

// SipHash-1-3: a hash of 64 bits of which nobody outside can tell which texts
// collide. Cheap to copy; any thread may use it.
class KeyedHash {
 public:
  // With a random key.
  KeyedHash();

  KeyedHash(std::uint64_t low, std::uint64_t high) : low_(low), high_(high) {}

  std::uint64_t operator()(std::string_view text) const;

 private:
  std::uint64_t low_;
  std::uint64_t high_;
};

}  // namespace herald
