// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/dkim.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>

#include "liquid/concat.h"
#include "providers/smtp/base64.h"
#include "providers/smtp/dkim_relaxed.h"

namespace herald {
namespace {

constexpr int kLeastRsaBits = 1024;
constexpr int kMostRsaBits = 4096;
constexpr std::size_t kSignatureLine = 72;

std::string DigestOfText(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

// Answers no passphrase, where OpenSSL would ask the terminal for one.
int RefusePassphrase(char*, int, int, void*) { return -1; }

}  // namespace

absl::StatusOr<DkimKey> DkimKey::Parse(const std::string& pem,
                                       std::string domain,
                                       std::string selector) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  std::shared_ptr<evp_pkey_st> key(
      PEM_read_bio_PrivateKey(bio, nullptr, RefusePassphrase, nullptr),
      EVP_PKEY_free);
  BIO_free(bio);
  ERR_clear_error();
  if (key == nullptr) {
    return absl::InvalidArgumentError(
        "is no private key in PEM without a passphrase");
  }
  const int bits = EVP_PKEY_get_bits(key.get());
  const bool is_rsa = EVP_PKEY_is_a(key.get(), "RSA");
  if (!is_rsa && !EVP_PKEY_is_a(key.get(), "ED25519")) {
    return absl::InvalidArgumentError("must be a key for RSA or Ed25519");
  }
  if (is_rsa && (bits < kLeastRsaBits || bits > kMostRsaBits)) {
    return absl::InvalidArgumentError("must have 1024 to 4096 bits");
  }
  return DkimKey(std::move(key), std::move(domain), std::move(selector));
}

bool DkimKey::is_rsa() const { return EVP_PKEY_is_a(key_.get(), "RSA"); }

std::string DkimKey::SignatureOf(std::string_view text) const {
  // Ed25519 signs the digest itself.
  const std::string digest = DigestOfText(text);
  if (!is_rsa()) text = digest;
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const EVP_MD* hash = is_rsa() ? EVP_sha256() : nullptr;
  std::string signature(kMostRsaBits / 8, '\0');
  std::size_t size = signature.size();
  const bool is_done =
      EVP_DigestSignInit(context, nullptr, hash, nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context,
                     reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(text.data()),
                     text.size()) == 1;
  EVP_MD_CTX_free(context);
  signature.resize(is_done ? size : 0);
  return signature;
}

std::string DkimKey::Sign(const Mail& mail, absl::Time time) const {
  const SignedFields fields = CollectSignedFields(mail.head);
  std::string field = liquid::Concat(
      "DKIM-Signature: v=1; a=", is_rsa() ? "rsa-sha256" : "ed25519-sha256",
      "; c=relaxed/relaxed; d=", domain_, ";\r\n s=", selector_,
      "; t=", absl::ToUnixSeconds(time), ";\r\n h=", fields.names,
      ";\r\n bh=", ToBase64(DigestOfText(RelaxedBody(mail.body))), ";\r\n b=");
  std::string text = fields.relaxed + RelaxedField(field);
  // RelaxedField ends the line, which the signature's own field has not.
  text.resize(text.size() - 2);
  const std::string signature = ToBase64(SignatureOf(text));
  for (std::size_t i = 0; i < signature.size(); i += kSignatureLine) {
    if (i > 0) field += "\r\n ";
    field.append(signature, i, kSignatureLine);
  }
  return field + "\r\n";
}

void SignMail(const std::vector<DkimKey>& keys, absl::Time time, Mail& mail) {
  std::string signatures;
  for (const DkimKey& key : keys) signatures += key.Sign(mail, time);
  mail.head.insert(0, signatures);
}

}  // namespace herald
