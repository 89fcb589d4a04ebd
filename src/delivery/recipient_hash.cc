// SPDX-License-Identifier: Apache-2.0
#include "delivery/recipient_hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace herald {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kShownBytes = 8;

using Block = std::array<unsigned char, kBlockBytes>;
using Hash = std::array<unsigned char, kHashBytes>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Context NewContext() { return {EVP_MD_CTX_new(), EVP_MD_CTX_free}; }

// A SHA-256 that has seen the key, masked.
Context Begin(Block key, unsigned char mask) {
  for (unsigned char& byte : key) byte ^= mask;
  Context context = NewContext();
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  EVP_DigestUpdate(context.get(), key.data(), key.size());
  return context;
}

// Continues a SHA-256, which stays as it is, by one text.
Hash Continue(const Context& begun, const void* text, std::size_t size) {
  thread_local const Context context = NewContext();
  Hash hash = {};
  EVP_MD_CTX_copy_ex(context.get(), begun.get());
  EVP_DigestUpdate(context.get(), text, size);
  EVP_DigestFinal_ex(context.get(), hash.data(), nullptr);
  return hash;
}

Block BlockOf(std::string_view key) {
  Block block = {};
  if (key.size() <= block.size()) {
    std::copy(key.begin(), key.end(), block.begin());
  } else {
    EVP_Digest(key.data(), key.size(), block.data(), nullptr, EVP_sha256(),
               nullptr);
  }
  return block;
}

Block RandomBlock() {
  Block block = {};
  RAND_bytes(block.data(), kHashBytes);
  return block;
}

}  // namespace

// HMAC by its two halves: looking the algorithm up and hashing the key once
// leaves a microsecond for each recipient.
class RecipientHash::Key {
 public:
  explicit Key(const Block& key)
      : inner_(Begin(key, 0x36)), outer_(Begin(key, 0x5c)) {}

  Hash Of(std::string_view text) const {
    const Hash inner = Continue(inner_, text.data(), text.size());
    return Continue(outer_, inner.data(), inner.size());
  }

 private:
  const Context inner_;
  const Context outer_;
};

RecipientHash::RecipientHash()
    : key_(std::make_unique<const Key>(RandomBlock())) {}

RecipientHash::RecipientHash(std::string_view key)
    : key_(std::make_unique<const Key>(BlockOf(key))) {}

RecipientHash::~RecipientHash() = default;

std::string RecipientHash::operator()(std::string_view text) const {
  const Hash hash = key_->Of(text);
  std::string digits;
  for (std::size_t i = 0; i < kShownBytes; ++i) {
    digits.push_back("0123456789abcdef"[hash[i] >> 4]);
    digits.push_back("0123456789abcdef"[hash[i] & 15]);
  }
  return digits;
}

}  // namespace herald
