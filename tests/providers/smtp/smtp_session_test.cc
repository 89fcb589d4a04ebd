// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_session.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>

#include "smtp_under_test.h"

namespace herald {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kMail[] = "MAIL FROM:<news@example.com> SIZE=";
constexpr char kRcpt[] = "RCPT TO:<jane@example.org>";

TEST(SmtpSession, SendsAMail) {
  ScriptedMailServer server({});
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_THAT(server.lines(), ElementsAre("EHLO client.example.com",
                                          StartsWith(kMail), kRcpt, "DATA"));
  ASSERT_THAT(server.mails(), SizeIs(1));
  EXPECT_THAT(server.mails()[0],
              StartsWith("From: Example <news@example.com>\r\n"
                         "To: jane@example.org\r\n"));
  EXPECT_THAT(server.mails()[0],
              EndsWith("\r\n\r\nIt is 123456.\r\n.\r\n..end\r\n"));
  const std::string size = std::to_string(server.mails()[0].size());
  EXPECT_EQ(server.lines()[1], kMail + size);
}

TEST(SmtpSession, PipelinesOnlyIfTheServerOffersIt) {
  for (const bool is_offered : {true, false}) {
    ScriptedMailServer::Options options;
    if (!is_offered) options.capabilities = {};
    // Whoever waits for a reply to each command has sent nothing more by then.
    std::atomic<bool> was_first = true;
    options.before = [&](ServerConnection& connection,
                         const std::string& line) {
      if (line.starts_with("MAIL")) was_first = !connection.HasUnread();
      return false;
    };
    ScriptedMailServer server(options);
    SmtpUnderTest smtp(server);
    EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
    EXPECT_EQ(was_first, !is_offered);
  }
}

TEST(SmtpSession, SaysWhatAnAddressNeeds) {
  ScriptedMailServer server({});
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(smtp.Email("jürgen@bücher.example")), "DELIVERED 3F2A");
  EXPECT_EQ(smtp.Send(smtp.Email("\"a b\"@example.org")), "DELIVERED 3F2A");
  EXPECT_THAT(server.lines()[1], EndsWith(" BODY=8BITMIME SMTPUTF8"));
  EXPECT_EQ(server.lines()[2], "RCPT TO:<jürgen@xn--bcher-kva.example>");
  EXPECT_THAT(server.lines()[4], Not(HasSubstr("SMTPUTF8")));
  EXPECT_EQ(server.lines()[5], "RCPT TO:<\"a b\"@example.org>");
}

TEST(SmtpSession, SendsNothingThatTheServerCannotTake) {
  ScriptedMailServer::Options options;
  options.capabilities = {"PIPELINING", "SIZE 300"};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(smtp.Email("jürgen@example.org")),
            "DROPPED CONTENT TOO_LARGE");
  v1::Notification small = smtp.Email("jürgen@example.org");
  options.capabilities = {"PIPELINING"};
  ScriptedMailServer other(options);
  SmtpUnderTest to_other(other);
  EXPECT_EQ(to_other.Send(small), "DROPPED RECIPIENT SMTPUTF8_MISSING");
  EXPECT_THAT(server.lines(), ElementsAre("EHLO client.example.com"));
  EXPECT_THAT(other.lines(), ElementsAre("EHLO client.example.com"));
}

TEST(SmtpSession, BelievesAServerThatRefusesASizeItOffered) {
  for (const char* verb : {"MAIL", "DATA", "."}) {
    ScriptedMailServer::Options options;
    options.replies = {{verb, "552 5.3.4 Too big"}};
    ScriptedMailServer server(options);
    SmtpUnderTest smtp(server);
    EXPECT_EQ(smtp.Send(), "DROPPED CONTENT SMTP_5_3_4") << verb;
  }
  ScriptedMailServer::Options options;
  options.capabilities = {"SIZE nonsense"};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
}

TEST(SmtpSession, UsesAConnectionForManyMails) {
  ScriptedMailServer server({});
  SmtpUnderTest smtp(server);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(server.connections(), 1);
  smtp.End();
  server.AwaitClosed(1);
  EXPECT_EQ(server.lines().back(), "QUIT");
}

TEST(SmtpSession, LeavesAConnectionAfterSoManyMails) {
  ScriptedMailServer server({});
  v1::SmtpProvider config = SmtpUnderTest::InTheClear();
  config.set_max_mails_per_connection(2);
  SmtpUnderTest smtp(server, config);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(server.connections(), 3);
}

TEST(SmtpSession, LeavesAConnectionThatIsOld) {
  ScriptedMailServer server({});
  v1::SmtpProvider config = SmtpUnderTest::InTheClear();
  config.mutable_max_connection_age()->set_nanos(1);
  SmtpUnderTest smtp(server, config);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(server.connections(), 3);
}

TEST(SmtpSession, BeginsAnewAfterARefusal) {
  for (const bool pipelines : {true, false}) {
    ScriptedMailServer::Options options;
    if (!pipelines) options.capabilities = {};
    options.before = [](ServerConnection& connection, const std::string& line) {
      if (line == "RCPT TO:<nobody@example.org>") {
        connection.Send("550 5.1.1 Unknown\r\n");
        // The DATA behind it.
        std::string next;
        if (connection.HasUnread() && connection.ReadLine(&next)) {
          connection.Send("503 5.5.1 No recipients\r\n");
        }
        return true;
      }
      return false;
    };
    ScriptedMailServer server(options);
    SmtpUnderTest smtp(server);
    EXPECT_EQ(smtp.Send(smtp.Email("nobody@example.org")),
              "DROPPED RECIPIENT SMTP_5_1_1");
    EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
    EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
    EXPECT_EQ(server.connections(), 1);
    const std::vector<std::string> lines = server.lines();
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "RSET"), 1);
    EXPECT_THAT(server.mails(), SizeIs(2));
  }
}

TEST(SmtpSession, LeavesAServerThatWaitsForTheMailOfARefusedRecipient) {
  ScriptedMailServer::Options options;
  options.replies = {{"RCPT", "550 5.1.1 Unknown"}};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "DROPPED RECIPIENT SMTP_5_1_1");
  server.AwaitClosed(1);
  EXPECT_THAT(server.mails(), SizeIs(0));
  EXPECT_EQ(smtp.Send(), "DROPPED RECIPIENT SMTP_5_1_1");
  EXPECT_EQ(server.connections(), 2);
}

TEST(SmtpSession, DoesNotUseAConnectionThatTheServerIsLeaving) {
  ScriptedMailServer::Options options;
  options.replies = {{"MAIL", "421 4.3.2 Shutting down"}};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "RETRY PROVIDER SMTP_4_3_2");
  EXPECT_EQ(smtp.Send(), "RETRY PROVIDER SMTP_4_3_2");
  EXPECT_EQ(server.connections(), 2);
}

TEST(SmtpSession, DoesNotUseAConnectionOnWhichTheServerSpoke) {
  ScriptedMailServer::Options options;
  options.replies = {{".", "250 Ok\r\n250 And one more"}};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  EXPECT_THAT(smtp.Send(), StartsWith("DELIVERED"));
  EXPECT_THAT(smtp.Send(), StartsWith("DELIVERED"));
  EXPECT_EQ(server.connections(), 2);
}

}  // namespace
}  // namespace herald
