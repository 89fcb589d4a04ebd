// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <atomic>

#include "providers/smtp/base64.h"
#include "providers/smtp/sasl.h"
#include "smtp_under_test.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class SmtpAuth : public testing::Test {
 protected:
  // What the server is asked for after STARTTLS and the second EHLO, and the
  // outcome of the mail that follows.
  std::string Send(const std::string& offered, v1::SmtpMechanism mechanism,
                   std::vector<std::string> replies) {
    ScriptedMailServer::Options options;
    options.certificate = &certificate_;
    options.protected_capabilities = {"AUTH " + offered};
    std::atomic<std::size_t> next = 0;
    options.before = [&](ServerConnection& connection,
                         const std::string& line) {
      const bool is_first = line.starts_with("AUTH");
      if (!is_first && (next == 0 || next >= replies.size())) return false;
      connection.Send(replies.at(next++) + "\r\n");
      return true;
    };
    ScriptedMailServer server(options);
    SmtpUnderTest smtp(server,
                       SmtpUnderTest::WithPassword(ca_file_, mechanism));
    const std::string outcome = smtp.Send();
    lines_ = server.lines();
    lines_.erase(lines_.begin(), lines_.begin() + 3);
    if (lines_.size() > next) lines_.resize(next);
    return outcome;
  }

  const CertificateAuthority authority_;
  const Certificate certificate_ = authority_.Issue("IP:127.0.0.1");
  const TemporaryFile ca_file_{authority_.Pem()};
  std::vector<std::string> lines_;
};

TEST_F(SmtpAuth, ShowsThePasswordByPlain) {
  EXPECT_EQ(Send("LOGIN PLAIN", v1::SMTP_MECHANISM_UNSPECIFIED,
                 {"235 2.7.0 Welcome"}),
            "DELIVERED 3F2A");
  EXPECT_THAT(lines_,
              ElementsAre("AUTH PLAIN " + ToBase64({"\0user\0pencil", 12})));
}

TEST_F(SmtpAuth, AnswersTheQuestionsOfLogin) {
  EXPECT_EQ(Send("LOGIN", v1::SMTP_MECHANISM_UNSPECIFIED,
                 {"334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 Welcome"}),
            "DELIVERED 3F2A");
  EXPECT_THAT(lines_,
              ElementsAre("AUTH LOGIN", ToBase64("user"), ToBase64("pencil")));
}

TEST_F(SmtpAuth, ShowsATokenByXoauth2) {
  EXPECT_EQ(Send("PLAIN XOAUTH2", v1::SMTP_MECHANISM_XOAUTH2, {"235 Welcome"}),
            "DELIVERED 3F2A");
  EXPECT_THAT(lines_, ElementsAre("AUTH XOAUTH2 " +
                                  ToBase64("user=user\1"
                                           "auth=Bearer pencil\1\1")));
  EXPECT_EQ(Send("XOAUTH2", v1::SMTP_MECHANISM_XOAUTH2,
                 {"334 eyJzdGF0dXMiOiI0MDEifQ==", "535 5.7.8 Bad token"}),
            "DROPPED ACCOUNT SMTP_5_7_8");
}

TEST_F(SmtpAuth, ReportsARefusalAsTheAccounts) {
  EXPECT_EQ(Send("PLAIN", v1::SMTP_MECHANISM_UNSPECIFIED,
                 {"535 5.7.8 Bad credentials"}),
            "DROPPED ACCOUNT SMTP_5_7_8");
  EXPECT_EQ(Send("PLAIN", v1::SMTP_MECHANISM_UNSPECIFIED, {"535 No"}),
            "DROPPED ACCOUNT SMTP_535");
  EXPECT_EQ(Send("PLAIN", v1::SMTP_MECHANISM_UNSPECIFIED,
                 {"454 4.7.0 Try again later"}),
            "RETRY PROVIDER SMTP_4_7_0");
}

TEST_F(SmtpAuth, UsesOnlyWhatTheServerOffers) {
  EXPECT_EQ(Send("CRAM-MD5 NTLM", v1::SMTP_MECHANISM_UNSPECIFIED, {}),
            "DROPPED ACCOUNT AUTH_FAILED");
  EXPECT_EQ(Send("PLAIN", v1::SMTP_MECHANISM_SCRAM_SHA_256, {}),
            "DROPPED ACCOUNT AUTH_FAILED");
}

TEST_F(SmtpAuth, LeavesAServerThatGoesOnAsking) {
  EXPECT_EQ(Send("LOGIN", v1::SMTP_MECHANISM_UNSPECIFIED,
                 {"334 YQ==", "334 YQ==", "334 YQ==", "334 YQ==", "334 YQ=="}),
            "DROPPED ACCOUNT AUTH_FAILED");
  EXPECT_EQ(Send("LOGIN", v1::SMTP_MECHANISM_UNSPECIFIED, {"334 no base64!"}),
            "DROPPED ACCOUNT AUTH_FAILED");
}

TEST_F(SmtpAuth, DoesNotBelieveAServerThatProvesNothingByScram) {
  EXPECT_EQ(Send("PLAIN SCRAM-SHA-256", v1::SMTP_MECHANISM_UNSPECIFIED,
                 {"235 Welcome"}),
            "DROPPED ACCOUNT AUTH_FAILED");
  EXPECT_THAT(lines_, ElementsAre(StartsWith("AUTH SCRAM-SHA-256 ")));
}

}  // namespace
}  // namespace herald
