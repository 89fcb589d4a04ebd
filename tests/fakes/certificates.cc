// SPDX-License-Identifier: Apache-2.0
#include "fakes/certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "fakes/check.h"

namespace herald {
namespace {

constexpr long kDay = 24L * 60 * 60;

void AddName(const char* common_name, X509_NAME* name) {
  Check(
      X509_NAME_add_entry_by_txt(
          name, "CN", MBSTRING_ASC,
          reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0) == 1,
      "set a name");
}

void AddExtension(int nid, const std::string& value, X509* certificate) {
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
  Check(extension != nullptr, "make an extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// Unsigned, valid from `first_day` to `last_day`, counted from today.
Certificate Draw(const char* common_name, long first_day, long last_day) {
  Certificate made;
  made.key.reset(EVP_EC_gen("P-256"));
  made.certificate.reset(X509_new());
  X509* certificate = made.certificate.get();
  Check(made.key != nullptr && certificate != nullptr, "make a key");
  X509_set_version(certificate, X509_VERSION_3);
  static long serial = 1;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate), first_day * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), last_day * kDay);
  X509_set_pubkey(certificate, made.key.get());
  AddName(common_name, X509_get_subject_name(certificate));
  return made;
}

void Sign(const Certificate& issuer, X509* certificate) {
  X509_set_issuer_name(certificate,
                       X509_get_subject_name(issuer.certificate.get()));
  Check(X509_sign(certificate, issuer.key.get(), EVP_sha256()) > 0, "sign");
}

Certificate IssueFor(const Certificate& issuer, const std::string& names,
                     long first_day, long last_day) {
  Certificate made = Draw("server", first_day, last_day);
  AddExtension(NID_subject_alt_name, names, made.certificate.get());
  Sign(issuer, made.certificate.get());
  return made;
}

}  // namespace

CertificateAuthority::CertificateAuthority() : self_(Draw("authority", -1, 1)) {
  AddExtension(NID_basic_constraints, "critical,CA:TRUE",
               self_.certificate.get());
  AddExtension(NID_key_usage, "critical,keyCertSign", self_.certificate.get());
  Sign(self_, self_.certificate.get());
}

Certificate CertificateAuthority::Issue(const std::string& names) const {
  return IssueFor(self_, names, -1, 1);
}

Certificate CertificateAuthority::IssueExpired(const std::string& names) const {
  return IssueFor(self_, names, -3, -1);
}

std::string CertificateAuthority::Pem() const {
  BIO* bio = BIO_new(BIO_s_mem());
  Check(PEM_write_bio_X509(bio, self_.certificate.get()) == 1, "write PEM");
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string pem(bytes, size);
  BIO_free(bio);
  return pem;
}

long SerialOf(const X509* certificate) {
  return ASN1_INTEGER_get(X509_get0_serialNumber(certificate));
}

Certificate SelfSigned(const std::string& names) {
  Certificate made = Draw("server", -1, 1);
  AddExtension(NID_subject_alt_name, names, made.certificate.get());
  Sign(made, made.certificate.get());
  return made;
}

}  // namespace herald
