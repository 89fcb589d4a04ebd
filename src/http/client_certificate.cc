// SPDX-License-Identifier: Apache-2.0
#include "http/client_certificate.h"

#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace herald {
namespace {

struct PemDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(STACK_OF(X509) * chain) const {
    sk_X509_pop_free(chain, X509_free);
  }
};

template <typename T>
using Owned = std::unique_ptr<T, PemDeleter>;

Owned<BIO> OpenPem(std::string_view pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// Of a key with a passphrase nobody should ask for it.
int WithoutPassphrase(char*, int, int, void*) { return -1; }

X509* ReadCertificate(BIO* pem) {
  return PEM_read_bio_X509(pem, nullptr, WithoutPassphrase, nullptr);
}

// Whether the last certificate failed because there are no more.
bool IsAtEnd() {
  return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

}  // namespace

struct ClientCertificate::Content {
  Owned<X509> certificate;
  Owned<EVP_PKEY> key;
  Owned<STACK_OF(X509)> chain;
};

absl::StatusOr<std::shared_ptr<const ClientCertificate>>
ClientCertificate::FromPem(std::string_view chain,
                           std::string_view private_key) {
  auto content = std::make_shared<Content>();
  ERR_clear_error();
  const Owned<BIO> certificates = OpenPem(chain);
  content->certificate.reset(ReadCertificate(certificates.get()));
  if (content->certificate == nullptr) {
    ERR_clear_error();
    return absl::InvalidArgumentError("holds no certificate in PEM");
  }
  content->chain.reset(sk_X509_new_null());
  while (X509* next = ReadCertificate(certificates.get())) {
    sk_X509_push(content->chain.get(), next);
  }
  const bool is_whole = IsAtEnd();
  ERR_clear_error();
  if (!is_whole) {
    return absl::InvalidArgumentError(
        "holds a certificate after the first that cannot be read");
  }
  content->key.reset(PEM_read_bio_PrivateKey(
      OpenPem(private_key).get(), nullptr, WithoutPassphrase, nullptr));
  if (content->key == nullptr) {
    ERR_clear_error();
    return absl::InvalidArgumentError(
        "has no private key in PEM without a passphrase");
  }
  // OpenSSL has rules of its own, about the strength of keys for example.
  const Owned<SSL_CTX> trial(SSL_CTX_new(TLS_client_method()));
  if (SSL_CTX_use_cert_and_key(trial.get(), content->certificate.get(),
                               content->key.get(), content->chain.get(),
                               1) != 1) {
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    ERR_clear_error();
    return absl::InvalidArgumentError(
        absl::StrCat("cannot be used: ", reason == nullptr ? "?" : reason));
  }
  return std::shared_ptr<const ClientCertificate>(
      new ClientCertificate(std::move(content)));
}

ClientCertificate::ClientCertificate(std::shared_ptr<const Content> content)
    : content_(std::move(content)) {}

bool ClientCertificate::UseOn(ssl_st* ssl) const {
  return SSL_use_cert_and_key(ssl, content_->certificate.get(),
                              content_->key.get(), content_->chain.get(),
                              1) == 1;
}

}  // namespace herald
