// SPDX-License-Identifier: Apache-2.0
#include "app/tls_files.h"

#include <gmock/gmock.h>

#include <string>

#include "app/configuration_folder.h"
#include "fakes/certificates.h"
#include "fakes/pem.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The violations as `FIELD: DESCRIPTION`, without the folder's path.
std::vector<std::string> ViolationsOf(const ConfigurationFolder& folder,
                                      const std::string& certificate,
                                      const std::string& key) {
  FieldViolations violations;
  ReadTlsFiles(certificate, key, violations);
  std::vector<std::string> lines;
  for (const FieldViolation& violation : violations.all()) {
    std::string line = violation.field + ": " + violation.description;
    const std::size_t at = line.find(folder.Path(""));
    if (at != std::string::npos) line.erase(at, folder.Path("").size());
    lines.push_back(line);
  }
  return lines;
}

TEST(ReadTlsFiles, AcceptsACertificateAndItsKey) {
  const ConfigurationFolder folder;
  const Certificate issued = CertificateAuthority().Issue("DNS:localhost");
  FieldViolations violations;
  const TlsFiles files =
      ReadTlsFiles(folder.Write("cert.pem", PemOf(*issued.certificate)),
                   folder.Write("key.pem", PemOf(*issued.key)), violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  EXPECT_EQ(files.certificate_chain, PemOf(*issued.certificate));
  EXPECT_EQ(files.private_key, PemOf(*issued.key));
}

TEST(ReadTlsFiles, SaysWhatIsWrongWithTheFiles) {
  const ConfigurationFolder folder;
  const CertificateAuthority authority;
  const Certificate issued = authority.Issue("DNS:localhost");
  const Certificate other = authority.Issue("DNS:localhost");
  const std::string cert = folder.Write("cert.pem", PemOf(*issued.certificate));
  const std::string key = folder.Write("key.pem", PemOf(*other.key));
  const std::string none = folder.Path("none.pem");
  EXPECT_THAT(ViolationsOf(folder, none, none),
              ElementsAre("certificate_file: cannot be read: No such file or "
                          "directory (none.pem)",
                          "private_key_file: cannot be read: No such file or "
                          "directory (none.pem)"));
  EXPECT_THAT(
      ViolationsOf(folder, key, cert),
      ElementsAre("certificate_file: holds no certificate in PEM (key.pem)",
                  "private_key_file: holds no private key in PEM without a "
                  "passphrase (cert.pem)"));
  EXPECT_THAT(ViolationsOf(folder, cert, key),
              ElementsAre("private_key_file: does not belong to the "
                          "certificate (key.pem)"));
  EXPECT_THAT(
      ViolationsOf(folder, cert,
                   folder.Write("encrypted.pem", EncryptedPemOf(*issued.key))),
      ElementsAre("private_key_file: is encrypted; it must hold a private key "
                  "in PEM without a passphrase (encrypted.pem)"));
}

}  // namespace
}  // namespace herald
