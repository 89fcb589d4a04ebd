// SPDX-License-Identifier: Apache-2.0
#include "http/client_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "fakes/certificates.h"
#include "fakes/client_under_test.h"
#include "fakes/pem.h"
#include "fakes/scripted_server.h"
#include "fakes/temporary_file.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using CertificatePointer = std::shared_ptr<const ClientCertificate>;

CertificatePointer Read(const Certificate& certificate) {
  const auto read = ClientCertificate::FromPem(PemOf(*certificate.certificate),
                                               PemOf(*certificate.key));
  EXPECT_TRUE(read.ok()) << read.status();
  return read.ok() ? *read : nullptr;
}

std::string Refusal(const std::string& chain, const std::string& key) {
  const auto read = ClientCertificate::FromPem(chain, key);
  return read.ok() ? "" : std::string(read.status().message());
}

TEST(ClientCertificate, TellsWhatIsWrongAndNothingOfTheKey) {
  const CertificateAuthority authority;
  const Certificate mine = authority.Issue("DNS:client");
  const Certificate other = authority.Issue("DNS:client");
  const std::string chain = PemOf(*mine.certificate);
  const std::string key = PemOf(*mine.key);
  const std::string no_key = "has no private key in PEM without a passphrase";
  EXPECT_EQ(Refusal(chain, key), "");
  EXPECT_EQ(Refusal(chain + authority.Pem(), key), "");
  EXPECT_EQ(Refusal("", key), "holds no certificate in PEM");
  EXPECT_EQ(Refusal("\x30\x82 DER", key), "holds no certificate in PEM");
  EXPECT_EQ(Refusal(key, key), "holds no certificate in PEM");
  EXPECT_EQ(Refusal(chain, ""), no_key);
  EXPECT_EQ(Refusal(chain, chain), no_key);
  EXPECT_EQ(Refusal(chain, EncryptedPemOf(*mine.key)), no_key);
  EXPECT_THAT(Refusal(chain, PemOf(*other.key)),
              StartsWith("cannot be used: "));
  std::string broken = authority.Pem();
  broken.erase(broken.size() / 2, 3);
  EXPECT_EQ(Refusal(chain + broken, key),
            "holds a certificate after the first that cannot be read");
  EXPECT_EQ(Refusal(chain + authority.Pem().substr(0, 80), key),
            "holds a certificate after the first that cannot be read");
}

// A server that takes only clients with a certificate of `clients`, and tells
// them the number of theirs.
class MutualTls : public testing::TestWithParam<int> {
 protected:
  MutualTls()
      : certificate_(authority_.Issue("DNS:localhost,IP:127.0.0.1")),
        ca_file_(authority_.Pem()) {
    tls_.certificate = &certificate_;
    tls_.tls_version = GetParam();
    tls_.client_authority = &clients_;
    options_.ca_file = ca_file_.path();
  }

  static void TellAll(ServerConnection& connection) {
    while (!connection.ReadRequest().empty()) {
      connection.Send(Answer(200, std::to_string(connection.client_serial())));
    }
  }

  static void TellOne(ServerConnection& connection) {
    connection.ReadRequest();
    connection.Send(Answer(200, std::to_string(connection.client_serial())));
  }

  static HttpOrigin As(const CertificatePointer& certificate,
                       const ScriptedServer& server) {
    HttpOrigin origin = server.origin();
    origin.certificate = certificate;
    return origin;
  }

  static std::string Seen(const Certificate& certificate) {
    return "200 " + std::to_string(SerialOf(certificate.certificate.get()));
  }

  const CertificateAuthority authority_;
  const CertificateAuthority clients_;
  const Certificate certificate_;
  const TemporaryFile ca_file_;
  ScriptedServer::Options tls_;
  HttpClientOptions options_;
};

TEST_P(MutualTls, ShowsTheCertificateAndKeepsTheConnection) {
  const Certificate mine = clients_.Issue("DNS:client");
  const CertificatePointer certificate = Read(mine);
  ScriptedServer server(TellAll, tls_);
  ClientUnderTest client(options_);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(ToText(client.Get(As(certificate, server))), Seen(mine));
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST_P(MutualTls, SharesNoConnectionBetweenIdentities) {
  const Certificate first = clients_.Issue("DNS:first");
  const Certificate second = clients_.Issue("DNS:second");
  const CertificatePointer one = Read(first);
  const CertificatePointer two = Read(second);
  const CertificatePointer one_again = Read(first);
  ScriptedServer server(TellAll, tls_);
  ClientUnderTest client(options_);
  EXPECT_EQ(ToText(client.Get(As(one, server))), Seen(first));
  EXPECT_EQ(ToText(client.Get(As(two, server))), Seen(second));
  EXPECT_EQ(server.connections(), 2);
  EXPECT_THAT(ToText(client.Get(server.origin())), StartsWith("kTls not sent"));
  EXPECT_EQ(ToText(client.Get(As(one_again, server))), Seen(first));
  EXPECT_EQ(server.connections(), 4);
  EXPECT_EQ(client.client().Counts().idle, 3u);
}

TEST_P(MutualTls, ResumesNoSessionOfAnotherIdentity) {
  const Certificate mine = clients_.Issue("DNS:client");
  const CertificatePointer certificate = Read(mine);
  ScriptedServer server(TellOne, tls_);
  ClientUnderTest client(options_);
  for (int i = 1; i <= 2; ++i) {
    EXPECT_EQ(ToText(client.Get(As(certificate, server))), Seen(mine));
    server.AwaitClosed(i);
  }
  EXPECT_EQ(server.resumptions(), 1);
  EXPECT_THAT(ToText(client.Get(server.origin())), StartsWith("kTls not sent"));
  const Certificate other = clients_.Issue("DNS:other");
  EXPECT_EQ(ToText(client.Get(As(Read(other), server))), Seen(other));
  EXPECT_EQ(server.resumptions(), 1);
}

TEST_P(MutualTls, SaysThatNothingWasTakenWhereTheServerRefusesTheClient) {
  const CertificateAuthority strangers;
  const CertificatePointer unknown = Read(strangers.Issue("DNS:client"));
  const CertificatePointer expired = Read(clients_.IssueExpired("DNS:client"));
  std::atomic<int> requests = 0;
  ScriptedServer server(
      [&](ServerConnection& connection) {
        if (!connection.ReadRequest().empty()) ++requests;
      },
      tls_);
  for (const CertificatePointer& certificate :
       {CertificatePointer(), unknown, expired}) {
    ClientUnderTest client(options_);
    HttpRequest request = GetRequest(As(certificate, server));
    request.target = "/hush";
    request.body = "hush";
    EXPECT_THAT(ToText(client.Send(request)),
                AllOf(StartsWith("kTls not sent: "), HasSubstr("alert"),
                      Not(HasSubstr("hush"))));
  }
  EXPECT_EQ(requests, 0);
}

TEST_P(MutualTls, ShowsNothingToAServerThatDoesNotAsk) {
  tls_.client_authority = nullptr;
  const CertificatePointer certificate = Read(clients_.Issue("DNS:client"));
  ScriptedServer server(TellAll, tls_);
  ClientUnderTest client(options_);
  EXPECT_EQ(ToText(client.Get(As(certificate, server))), "200 0");
}

INSTANTIATE_TEST_SUITE_P(Versions, MutualTls,
                         testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& version) {
                           return version.param == TLS1_3_VERSION ? "Tls13"
                                                                  : "Tls12";
                         });

// A lost connection is no refusal: the request may have been read.
TEST(TlsRefusal, IsNoConnectionThatBreaksAfterTheHandshake) {
  const CertificateAuthority authority;
  const Certificate certificate = authority.Issue("IP:127.0.0.1");
  const TemporaryFile ca_file(authority.Pem());
  ScriptedServer::Options tls;
  tls.certificate = &certificate;
  ScriptedServer server(
      [](ServerConnection& connection) {
        connection.ReadRequest();
        connection.ResetAtEnd();
      },
      tls);
  HttpClientOptions options;
  options.ca_file = ca_file.path();
  ClientUnderTest client(options);
  EXPECT_THAT(ToText(client.Get(server.origin())),
              StartsWith("kConnectionLost possibly sent: "));
}

}  // namespace
}  // namespace herald
