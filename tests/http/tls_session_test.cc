// SPDX-License-Identifier: Apache-2.0
#include "http/tls_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "fakes/await.h"
#include "fakes/certificates.h"
#include "fakes/client_under_test.h"
#include "fakes/scripted_server.h"
#include "fakes/temporary_file.h"
#include "http/connector.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

void AnswerAll(ServerConnection& connection) {
  while (!connection.ReadRequest().empty()) {
    connection.Send(Answer(200, "safe"));
  }
}

struct Trial {
  std::string name;
  Certificate certificate;
  std::string host;
  std::string expected;
};

TEST(TlsSession, AcceptsOnlyTheRightPeer) {
  const CertificateAuthority authority;
  const CertificateAuthority stranger;
  const TemporaryFile ca_file(authority.Pem());
  const std::string distrusted = "kTls not sent: nothing was sent to ";
  std::vector<Trial> trials;
  const auto add = [&](std::string name, Certificate certificate,
                       std::string host, std::string expected) {
    trials.push_back({std::move(name), std::move(certificate), std::move(host),
                      std::move(expected)});
  };
  add("name", authority.Issue("DNS:localhost"), "localhost", "200 safe");
  add("address", authority.Issue("IP:127.0.0.1"), "127.0.0.1", "200 safe");
  add("other name", authority.Issue("DNS:example.com"), "localhost",
      "certificate is not valid for host localhost");
  add("other address", authority.Issue("IP:127.0.0.2"), "127.0.0.1",
      "certificate is not valid for host 127.0.0.1");
  add("a name is no address", authority.Issue("DNS:127.0.0.1"), "127.0.0.1",
      "certificate is not valid for host 127.0.0.1");
  add("expired", authority.IssueExpired("DNS:localhost"), "localhost",
      "certificate is not trusted: certificate has expired");
  add("self-signed", SelfSigned("DNS:localhost"), "localhost",
      "certificate is not trusted: self-signed certificate");
  add("unknown", stranger.Issue("DNS:localhost"), "localhost",
      "certificate is not trusted: ");
  for (const Trial& trial : trials) {
    SCOPED_TRACE(trial.name);
    ScriptedServer::Options tls;
    tls.certificate = &trial.certificate;
    ScriptedServer server(AnswerAll, tls);
    HttpClientOptions options;
    options.ca_file = ca_file.path();
    ClientUnderTest client(options);
    const std::string text =
        ToText(client.Get({true, trial.host, server.port()}));
    EXPECT_THAT(text, HasSubstr(trial.expected));
    EXPECT_THAT(text, StartsWith(trial.expected == "200 safe" ? "200 safe"
                                                              : distrusted));
  }
}

TEST(TlsSession, TrustsNoPrivateAuthorityByDefault) {
  const CertificateAuthority authority;
  const Certificate certificate = authority.Issue("DNS:localhost");
  ScriptedServer::Options tls;
  tls.certificate = &certificate;
  ScriptedServer server(AnswerAll, tls);
  ClientUnderTest client;
  EXPECT_THAT(ToText(client.Get({true, "localhost", server.port()})),
              StartsWith("kTls not sent: "));
}

class TlsVersions : public testing::TestWithParam<int> {
 protected:
  TlsVersions()
      : certificate_(authority_.Issue("DNS:localhost,IP:127.0.0.1")),
        ca_file_(authority_.Pem()) {
    tls_.certificate = &certificate_;
    tls_.tls_version = GetParam();
    options_.ca_file = ca_file_.path();
  }

  const CertificateAuthority authority_;
  const Certificate certificate_;
  const TemporaryFile ca_file_;
  ScriptedServer::Options tls_;
  HttpClientOptions options_;
};

TEST_P(TlsVersions, KeepTheConnection) {
  ScriptedServer server(AnswerAll, tls_);
  ClientUnderTest client(options_);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(ToText(client.Get(server.origin())), "200 safe");
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST_P(TlsVersions, ResumeTheSession) {
  ScriptedServer server(
      [](ServerConnection& connection) {
        connection.ReadRequest();
        connection.Send(Answer(200, "safe"));
      },
      tls_);
  ClientUnderTest client(options_);
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(ToText(client.Get(server.origin())), "200 safe");
    server.AwaitClosed(i);
  }
  EXPECT_EQ(server.connections(), 3);
  EXPECT_EQ(server.resumptions(), 2);
}

TEST_P(TlsVersions, CarryLargeBodiesBothWays) {
  ScriptedServer server(
      [](ServerConnection& connection) {
        const std::string request = connection.ReadRequest();
        connection.Send(Answer(200, request.substr(request.size() - 900'000)));
      },
      tls_);
  HttpRequest request = GetRequest(server.origin());
  request.body = std::string(3'000'000, 'x');
  ClientUnderTest client(options_);
  EXPECT_EQ(ToText(client.Send(request)), "200 " + std::string(900'000, 'x'));
}

TEST_P(TlsVersions, TellATruncatedAnswerFromAWholeOne) {
  ScriptedServer server(
      [](ServerConnection& connection) {
        connection.ReadRequest();
        connection.Send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        // The first is cut off below TLS, the second ended by it.
        if (connection.index() == 0) connection.Interrupt();
      },
      tls_);
  ClientUnderTest client(options_);
  EXPECT_THAT(ToText(client.Get(server.origin())),
              StartsWith("kConnectionLost possibly sent: "));
  EXPECT_EQ(ToText(client.Get(server.origin())), "200 until the end");
}

INSTANTIATE_TEST_SUITE_P(, TlsVersions,
                         testing::Values(TLS1_2_VERSION, TLS1_3_VERSION));

TEST(TlsSession, RefusesOldVersions) {
  const CertificateAuthority authority;
  const Certificate certificate = authority.Issue("DNS:localhost");
  ScriptedServer::Options tls;
  tls.certificate = &certificate;
  tls.tls_version = TLS1_1_VERSION;
  ScriptedServer server(AnswerAll, tls);
  ClientUnderTest client;
  EXPECT_THAT(ToText(client.Get({true, "localhost", server.port()})),
              StartsWith("kTls not sent: "));
}

// The test's server agrees to none.
TEST(TlsSession, FailsIfTheServerDoesNotAgreeToTheProtocol) {
  const CertificateAuthority authority;
  const Certificate certificate = authority.Issue("DNS:localhost");
  const TemporaryFile ca_file(authority.Pem());
  ScriptedServer::Options options;
  options.certificate = &certificate;
  ScriptedServer server(
      [](ServerConnection& connection) { connection.AwaitEnd(); }, options);
  boost::asio::io_context io(1);
  AlarmClock clock(io.get_executor());
  const HttpClientOptions defaults;
  auto tls = TlsContext::Create(ca_file.path(), 1, "h2");
  ASSERT_TRUE(tls.ok()) << tls.status();
  Connector connector(io.get_executor(), defaults, clock, *std::move(tls));
  const HttpOrigin origin = {true, "localhost", server.port()};
  const Connected connected =
      Await(io, connector.Connect(origin, std::chrono::steady_clock::now() +
                                              std::chrono::seconds(20)));
  EXPECT_EQ(connected.stream, nullptr);
  EXPECT_EQ(connected.kind, HttpErrorKind::kTls);
  EXPECT_EQ(connected.reason, "the server does not agree to the protocol");
}

}  // namespace
}  // namespace herald
