// SPDX-License-Identifier: Apache-2.0
#include "app/client_certificates.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "app/configuration_folder.h"
#include "app/service.h"
#include "fakes/certificates.h"
#include "fakes/pem.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kDefinition[] = R"(title: Mine
page: https://mine.example/docs
channels: [sms]
parameters:
  certificate: {title: the certificate, optional: true}
  key: {title: its key, optional: true}
  base_url: {title: the API, default: "https://mine.example"}
http:
  url: "{{ parameters.base_url | raw }}/"
  tls: {certificate_file: "{{ parameters.certificate }}", private_key_file: "{{ parameters.key }}"}
vectors:
  - name: a text message
    parameters: {certificate: somewhere.pem, key: nowhere.pem}
    answer: {status: 200}
    outcome: {outcome: delivered}
)";

class ClientCertificates : public testing::Test {
 protected:
  ClientCertificates() {
    const CertificateAuthority authority;
    const Certificate mine = authority.Issue("DNS:client");
    const Certificate other = authority.Issue("DNS:client");
    folder_.Write("cert.pem", PemOf(*mine.certificate) + authority.Pem());
    folder_.Write("key.pem", PemOf(*mine.key));
    folder_.Write("other.pem", PemOf(*other.key));
    folder_.Write("encrypted.pem", EncryptedPemOf(*mine.key));
    folder_.Write("broken.pem",
                  PemOf(*mine.certificate) + authority.Pem().substr(0, 100));
    folder_.Write("not.pem", "hush");
    std::filesystem::create_directories(folder_.Path("vendors"));
    folder_.Write("vendors/mine.yaml", kDefinition);
  }

  // A configuration whose provider has these files.
  static std::string With(const std::string& tls) {
    return "providers: [{name: a, http: {url: 'https://a.test', tls: {" + tls +
           "}}}]\n";
  }

  static std::string Entry(const std::string& parameters) {
    return "catalogue_folder: vendors\nproviders: [{name: a, catalogue: mine, "
           "parameters: {" +
           parameters + "}}]\n";
  }

  // The errors, without the folder's path.
  std::vector<std::string> ErrorsIn(const std::string& yaml) {
    std::vector<std::string> lines = folder_.ErrorsIn(yaml);
    for (std::string& line : lines) {
      const std::size_t at = line.find(folder_.Path(""));
      if (at != line.npos) line.erase(at, folder_.Path("").size());
    }
    return lines;
  }

  ConfigurationFolder folder_;
};

TEST_F(ClientCertificates, AreReadFromFilesBesideTheConfiguration) {
  const LoadedConfiguration loaded = folder_.Load(
      With("certificate_file: cert.pem, private_key_file: key.pem"));
  EXPECT_THAT(folder_.Lines(loaded.errors), IsEmpty());
  EXPECT_EQ(loaded.certificates.size(), 1u);
  EXPECT_NE(loaded.certificates.at(0), nullptr);
}

TEST_F(ClientCertificates, AreRefusedWithPlaceReasonAndWhatIsAllowed) {
  const std::string place = "herald.yaml:1:";
  const std::string tls = ": providers[0].http.tls";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"certificate_file: none.pem, private_key_file: key.pem",
       "77" + tls +
           ".certificate_file: cannot be read: No such file or directory "
           "(none.pem)"},
      {"certificate_file: not.pem, private_key_file: key.pem",
       "77" + tls + ".certificate_file: holds no certificate in PEM (not.pem)"},
      {"certificate_file: broken.pem, private_key_file: key.pem",
       "77" + tls +
           ".certificate_file: holds a certificate after the first that cannot "
           "be read (broken.pem)"},
      {"certificate_file: cert.pem, private_key_file: not.pem",
       "105" + tls +
           ".private_key_file: holds no private key in PEM without a "
           "passphrase (not.pem)"},
      {"certificate_file: cert.pem, private_key_file: encrypted.pem",
       "105" + tls +
           ".private_key_file: is encrypted; it must hold a private key in PEM "
           "without a passphrase (encrypted.pem)"},
      {"certificate_file: cert.pem, private_key_file: other.pem",
       "105" + tls +
           ".private_key_file: does not belong to the certificate (other.pem)"},
      {"certificate_file: cert.pem",
       "58" + tls + ".private_key_file: is required"},
  };
  for (const auto& [files, expected] : rows) {
    EXPECT_THAT(ErrorsIn(With(files)), ElementsAre(place + expected));
  }
}

TEST_F(ClientCertificates, DemandHttps) {
  const auto failure =
      Service(folder_.Write(
                  "herald.yaml",
                  "providers: [{name: a, http: {url: 'http://a.test', tls: "
                  "{certificate_file: cert.pem, private_key_file: key.pem}}}]"))
          .failure();
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->exit_code, 2);
  EXPECT_THAT(
      failure->lines,
      ElementsAre(folder_.Path("herald.yaml") +
                  ":1:35: providers[0].http.url: must begin with "
                  "https://, because `tls` gives a client certificate"));
}

TEST_F(ClientCertificates, ComeFromParametersOfTheCatalogue) {
  const LoadedConfiguration loaded =
      folder_.Load(Entry("certificate: cert.pem, key: key.pem"));
  EXPECT_THAT(folder_.Lines(loaded.errors), IsEmpty());
  EXPECT_EQ(loaded.certificates.size(), 1u);
  const LoadedConfiguration without = folder_.Load(Entry(""));
  EXPECT_THAT(folder_.Lines(without.errors), IsEmpty());
  EXPECT_TRUE(without.certificates.empty());
}

TEST_F(ClientCertificates, BlameTheParametersOfTheCatalogue) {
  const std::string place =
      "herald.yaml:2:52: providers[0].parameters: makes a bad ";
  EXPECT_THAT(
      ErrorsIn(Entry("certificate: cert.pem, key: other.pem")),
      ElementsAre(place + "tls.private_key_file: does not belong to the "
                          "certificate (other.pem)"));
  EXPECT_THAT(ErrorsIn(Entry("certificate: cert.pem")),
              ElementsAre(place + "tls: needs both certificate_file and "
                                  "private_key_file"));
  const auto failure =
      Service(folder_.Write("herald.yaml",
                            Entry("certificate: cert.pem, key: key.pem, "
                                  "base_url: 'http://mine.example'")))
          .failure();
  ASSERT_TRUE(failure.has_value());
  EXPECT_THAT(failure->lines,
              ElementsAre(folder_.Path("") + place +
                          "url: must begin with https://, because `tls` gives "
                          "a client certificate"));
}

}  // namespace
}  // namespace herald
