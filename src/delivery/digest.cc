// SPDX-License-Identifier: Apache-2.0
#include "delivery/digest.h"

#include <openssl/evp.h>

#include <memory>

namespace herald {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

std::uint64_t ReadBigEndian(const unsigned char* bytes) {
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | bytes[i];
  return number;
}

}  // namespace

Digest DigestOf(std::initializer_list<std::string_view> texts) {
  // Looking the algorithm up costs more than hashing a short text.
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);

  EVP_DigestInit_ex2(context.get(), sha256, nullptr);
  for (const std::string_view text : texts) {
    const std::uint64_t size = text.size();
    unsigned char size_bytes[8];
    for (int i = 0; i < 8; ++i) size_bytes[i] = size >> (56 - 8 * i) & 0xff;
    EVP_DigestUpdate(context.get(), size_bytes, sizeof(size_bytes));
    EVP_DigestUpdate(context.get(), text.data(), text.size());
  }
  unsigned char hash[EVP_MAX_MD_SIZE] = {};
  EVP_DigestFinal_ex(context.get(), hash, nullptr);
  return {ReadBigEndian(hash), ReadBigEndian(hash + 8)};
}

}  // namespace herald
