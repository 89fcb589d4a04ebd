// SPDX-License-Identifier: Apache-2.0
#include "http/signing_key.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <vector>

namespace herald {
namespace {

// Of a key without a passphrase nobody should ask for one.
int NoPassphrase(char*, int, int, void*) { return -1; }

SigningKey::Kind KindOf(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA")) return SigningKey::Kind::kRsa;
  char group[64] = {};
  const bool has_group =
      EVP_PKEY_get_group_name(key, group, sizeof(group), nullptr) == 1;
  return has_group && std::string_view(group) == "prime256v1"
             ? SigningKey::Kind::kP256
             : SigningKey::Kind::kOther;
}

// OpenSSL's DER with two numbers as the numbers alone.
std::string NumbersOf(const std::vector<unsigned char>& der) {
  constexpr int kNumberBytes = 32;
  const unsigned char* at = der.data();
  const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())),
      ECDSA_SIG_free);
  if (signature == nullptr) return "";
  std::string numbers(2 * kNumberBytes, '\0');
  auto* out = reinterpret_cast<unsigned char*>(numbers.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, kNumberBytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + kNumberBytes,
               kNumberBytes);
  return numbers;
}

}  // namespace

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem) {
  const std::unique_ptr<BIO, void (*)(BIO*)> source(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
      [](BIO* bio) { BIO_free(bio); });
  EVP_PKEY* key =
      PEM_read_bio_PrivateKey(source.get(), nullptr, NoPassphrase, nullptr);
  if (key == nullptr) {
    return absl::InvalidArgumentError(
        "is not a private key in PEM without a passphrase");
  }
  SigningKey result;
  result.key_ = std::shared_ptr<void>(key, [](void* pointer) {
    EVP_PKEY_free(static_cast<EVP_PKEY*>(pointer));
  });
  result.kind_ = KindOf(key);
  return result;
}

std::string SigningKey::Sign(std::string_view text) const {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  auto* key = static_cast<EVP_PKEY*>(key_.get());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) !=
          1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1) {
    return "";
  }
  std::vector<unsigned char> signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, bytes,
                     text.size()) != 1) {
    return "";
  }
  signature.resize(size);
  if (kind_ == Kind::kP256) return NumbersOf(signature);
  return std::string(signature.begin(), signature.end());
}

}  // namespace herald
