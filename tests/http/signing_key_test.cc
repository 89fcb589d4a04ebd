// SPDX-License-Identifier: Apache-2.0
#include "http/signing_key.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>
#include <vector>

namespace herald {
namespace {

using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

Key Own(EVP_PKEY* key) { return Key(key, EVP_PKEY_free); }

std::string PemOf(const Key& key) {
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr,
                           nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out, &text);
  std::string pem(text, static_cast<std::size_t>(size));
  BIO_free(out);
  return pem;
}

bool Verifies(const Key& key, const std::string& text,
              const std::vector<unsigned char>& signature) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key.get());
  const int verdict = EVP_DigestVerify(
      context, signature.data(), signature.size(),
      reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(context);
  return verdict == 1;
}

TEST(SigningKey, SignsWithRsa) {
  const Key key = Own(EVP_RSA_gen(2048));
  const auto signing = SigningKey::FromPem(PemOf(key));
  ASSERT_TRUE(signing.ok());
  EXPECT_EQ(signing->kind(), SigningKey::Kind::kRsa);
  const std::string signature = signing->Sign("text");
  EXPECT_TRUE(Verifies(key, "text", {signature.begin(), signature.end()}));
  EXPECT_FALSE(Verifies(key, "test", {signature.begin(), signature.end()}));
}

TEST(SigningKey, SignsWithBothNumbersOfP256) {
  const Key key = Own(EVP_EC_gen("P-256"));
  const auto signing = SigningKey::FromPem(PemOf(key));
  ASSERT_TRUE(signing.ok());
  EXPECT_EQ(signing->kind(), SigningKey::Kind::kP256);
  // Some numbers begin with zeros, which must not be left out.
  for (int i = 0; i < 300; ++i) {
    const std::string numbers = signing->Sign("text");
    ASSERT_EQ(numbers.size(), 64u);
    const auto* bytes = reinterpret_cast<const unsigned char*>(numbers.data());
    ECDSA_SIG* signature = ECDSA_SIG_new();
    ECDSA_SIG_set0(signature, BN_bin2bn(bytes, 32, nullptr),
                   BN_bin2bn(bytes + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature, &der);
    EXPECT_TRUE(Verifies(key, "text", {der, der + size}));
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
  }
}

TEST(SigningKey, TellsOtherKeysApart) {
  const auto other = SigningKey::FromPem(PemOf(Own(EVP_EC_gen("P-384"))));
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other->kind(), SigningKey::Kind::kOther);
}

TEST(SigningKey, RefusesWhatIsNone) {
  for (const std::string pem :
       {"", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n"}) {
    const auto key = SigningKey::FromPem(pem);
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(key.status().message(),
              "is not a private key in PEM without a passphrase");
  }
}

}  // namespace
}  // namespace herald
