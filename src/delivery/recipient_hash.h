// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace herald {

// The keyed hash by which a recipient can be recognized across log lines: the
// first 16 hexadecimal digits of HMAC-SHA256. Who has the key can search the
// logs for a number or an address; who has not learns nothing:
//
//   printf %s +18085550100 | openssl dgst -sha256 -hmac "$KEY" -r |
//       cut -c1-16
//
// Immutable; any thread may use it.
class RecipientHash {
 public:
  // With a random key.
  RecipientHash();

  explicit RecipientHash(std::string_view key);

  ~RecipientHash();
  RecipientHash(const RecipientHash&) = delete;
  RecipientHash& operator=(const RecipientHash&) = delete;

  std::string operator()(std::string_view text) const;

 private:
  class Key;

  const std::unique_ptr<const Key> key_;
};

}  // namespace herald
