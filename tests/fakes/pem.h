// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

namespace herald {

// What a BIO in memory holds, which it frees.
inline std::string TakeText(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

inline std::string PemOf(X509& certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, &certificate);
  return TakeText(bio);
}

inline std::string PemOf(EVP_PKEY& key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, &key, nullptr, nullptr, 0, nullptr, nullptr);
  return TakeText(bio);
}

// With the passphrase `secret`.
inline std::string EncryptedPemOf(EVP_PKEY& key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(bio, &key, EVP_aes_256_cbc(), "secret", 6,
                                nullptr, nullptr);
  return TakeText(bio);
}

}  // namespace herald
