// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace herald {

// Frees OpenSSL's objects.
struct CertificateDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

// A certificate with its private key.
struct Certificate {
  std::unique_ptr<EVP_PKEY, CertificateDeleter> key;
  std::unique_ptr<X509, CertificateDeleter> certificate;
};

// A certificate authority made for one test. Ends the test program if OpenSSL
// refuses anything.
class CertificateAuthority {
 public:
  CertificateAuthority();

  // Valid for the names given, as OpenSSL writes them, for example
  // `DNS:localhost,IP:127.0.0.1`.
  Certificate Issue(const std::string& names) const;

  // The same, but it was valid until yesterday.
  Certificate IssueExpired(const std::string& names) const;

  // The authority's certificate in PEM, and as OpenSSL has it.
  std::string Pem() const;
  X509* certificate() const { return self_.certificate.get(); }

 private:
  Certificate self_;
};

// The certificate's number, which no other of the program has.
long SerialOf(const X509* certificate);

// A certificate that vouches for itself.
Certificate SelfSigned(const std::string& names);

}  // namespace herald
