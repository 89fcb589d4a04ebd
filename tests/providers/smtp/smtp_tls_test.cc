// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "providers/smtp/smtp_opening.h"
#include "smtp_under_test.h"

namespace herald {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class SmtpTls : public testing::Test {
 protected:
  v1::SmtpProvider Config() const {
    v1::SmtpProvider config;
    config.set_ca_file(ca_file_.path());
    return config;
  }

  ScriptedMailServer::Options Server() const {
    ScriptedMailServer::Options options;
    options.certificate = &certificate_;
    return options;
  }

  const CertificateAuthority authority_;
  const Certificate certificate_ = authority_.Issue("IP:127.0.0.1");
  const TemporaryFile ca_file_{authority_.Pem()};
};

TEST_F(SmtpTls, BeginsByACommand) {
  ScriptedMailServer server(Server());
  SmtpUnderTest smtp(server, Config());
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_THAT(server.lines(),
              ElementsAre("EHLO client.example.com", "STARTTLS",
                          "EHLO client.example.com", StartsWith("MAIL"),
                          StartsWith("RCPT"), "DATA", StartsWith("MAIL"),
                          StartsWith("RCPT"), "DATA"));
}

TEST_F(SmtpTls, BeginsAtOnceIfToldSo) {
  ScriptedMailServer::Options options = Server();
  options.is_implicit = true;
  ScriptedMailServer server(options);
  v1::SmtpProvider config = Config();
  config.set_tls(v1::SMTP_TLS_IMPLICIT);
  SmtpUnderTest smtp(server, config);
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(SmtpTls, IsRequired) {
  ScriptedMailServer::Options options;
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server, Config());
  EXPECT_EQ(smtp.Send(), "RETRY TRANSPORT TLS_FAILED");
  EXPECT_THAT(server.lines(), ElementsAre("EHLO client.example.com"));
  EXPECT_THAT(server.mails(), IsEmpty());
}

TEST_F(SmtpTls, IsNotGivenUpWhenTheServerRefusesIt) {
  ScriptedMailServer::Options options = Server();
  options.before = [](ServerConnection& connection, const std::string& line) {
    if (line != "STARTTLS") return false;
    connection.Send("454 4.7.0 TLS not available\r\n");
    return true;
  };
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server, Config());
  EXPECT_EQ(smtp.Send(), "RETRY PROVIDER SMTP_4_7_0");
  EXPECT_THAT(server.lines(), SizeIs(2));
}

TEST_F(SmtpTls, TakesNothingThatWasInjectedBefore) {
  ScriptedMailServer::Options options = Server();
  options.replies = {
      {"STARTTLS", "220 Go ahead\r\n250-mail\r\n250 AUTH PLAIN"}};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server, Config());
  EXPECT_EQ(smtp.Send(), "RETRY TRANSPORT TLS_FAILED");
  EXPECT_THAT(server.lines(), SizeIs(2));
}

TEST_F(SmtpTls, ForgetsWhatWasOfferedBefore) {
  ScriptedMailServer::Options options = Server();
  options.capabilities = {"AUTH PLAIN LOGIN", "SIZE 10"};
  options.before = [](ServerConnection& connection, const std::string& line) {
    static int hellos = 0;
    if (!line.starts_with("EHLO") || ++hellos == 1) return false;
    connection.Send("250-mail\r\n250 PIPELINING\r\n");
    return true;
  };
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server, SmtpUnderTest::WithPassword(
                                 ca_file_, v1::SMTP_MECHANISM_UNSPECIFIED));
  EXPECT_EQ(smtp.Send(), "DROPPED ACCOUNT AUTH_FAILED");
  EXPECT_THAT(server.lines(), SizeIs(3));
}

TEST_F(SmtpTls, TrustsOnlyItsAuthority) {
  const Certificate foreign = SelfSigned("IP:127.0.0.1");
  const Certificate other_name = authority_.Issue("DNS:mail.example.com");
  const Certificate expired = authority_.IssueExpired("IP:127.0.0.1");
  for (const Certificate* certificate : {&foreign, &other_name, &expired}) {
    ScriptedMailServer::Options options = Server();
    options.certificate = certificate;
    ScriptedMailServer server(options);
    SmtpUnderTest smtp(server, Config());
    const v1::Attempt attempt =
        smtp.Deliver(SmtpUnderTest::Email(), std::chrono::seconds(10));
    EXPECT_EQ(Describe(attempt), "RETRY TRANSPORT TLS_FAILED");
    EXPECT_THAT(attempt.reason(), HasSubstr("certificate"));
    EXPECT_THAT(server.mails(), IsEmpty());
  }
}

}  // namespace
}  // namespace herald
