// SPDX-License-Identifier: Apache-2.0
#include "app/tls_files.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

#include "app/file_reading.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxPemBytes = 1 << 20;

struct OpenSslDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

std::unique_ptr<BIO, OpenSslDeleter> Reader(std::string_view pem) {
  return std::unique_ptr<BIO, OpenSslDeleter>(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

std::string ReadPem(std::string_view field, const std::string& path,
                    FieldViolations& violations) {
  const auto content = ReadFile(path, kMaxPemBytes);
  if (content.ok()) return *content;
  violations.Add(
      std::string(field),
      fmt::format("{} ({})", std::string(content.status().message()), path));
  return "";
}

// Answers no passphrase, where OpenSSL would ask the terminal for one.
int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

TlsFiles ReadTlsFiles(const std::string& certificate_file,
                      const std::string& private_key_file,
                      FieldViolations& violations) {
  const TlsFiles files = {
      ReadPem("certificate_file", certificate_file, violations),
      ReadPem("private_key_file", private_key_file, violations)};
  if (!violations.empty()) return files;
  const std::unique_ptr<X509, OpenSslDeleter> certificate(PEM_read_bio_X509(
      Reader(files.certificate_chain).get(), nullptr, NoPassphrase, nullptr));
  const std::unique_ptr<EVP_PKEY, OpenSslDeleter> key(PEM_read_bio_PrivateKey(
      Reader(files.private_key).get(), nullptr, NoPassphrase, nullptr));
  if (certificate == nullptr) {
    violations.Add(
        "certificate_file",
        fmt::format("holds no certificate in PEM ({})", certificate_file));
  }
  if (key == nullptr) {
    const bool is_encrypted =
        files.private_key.find("ENCRYPTED") != std::string::npos;
    violations.Add(
        "private_key_file",
        fmt::format("{} ({})",
                    is_encrypted ? "is encrypted; it must hold a private key "
                                   "in PEM without a passphrase"
                                 : "holds no private key in PEM without a "
                                   "passphrase",
                    private_key_file));
  }
  if (certificate != nullptr && key != nullptr &&
      X509_check_private_key(certificate.get(), key.get()) != 1) {
    violations.Add("private_key_file",
                   fmt::format("does not belong to the certificate ({})",
                               private_key_file));
  }
  ERR_clear_error();
  return files;
}

}  // namespace herald
