// SPDX-License-Identifier: Apache-2.0
// Mail servers that break the rules, and what they can make of it: nothing is
// sent twice, nothing waits past the deadline, nothing grows without end.
#include <gmock/gmock.h>

#include "smtp_under_test.h"

namespace herald {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

// Whether `line` begins with the verb at which something is to happen.
bool IsAt(const std::string& line, const std::string& verb) {
  return line.substr(0, line.find(' ')) == verb;
}

ScriptedMailServer::Options At(const std::string& verb,
                               std::function<void(ServerConnection&)> do_this) {
  ScriptedMailServer::Options options;
  options.before = [=](ServerConnection& connection, const std::string& line) {
    if (!IsAt(line, verb)) return false;
    do_this(connection);
    return true;
  };
  return options;
}

// Bytes that do not fit into what the kernel takes of a connection whose other
// end does not read: Linux sends ahead no more than 4 MiB (tcp_wmem).
constexpr int kMoreThanIsTaken = 6 << 20;

constexpr const char* kBeforeTheMail[] = {"greeting", "EHLO", "MAIL", "RCPT",
                                          "DATA"};

TEST(HostileMailServer, StallsAndTheMailIsSafeToRepeat) {
  for (const char* verb : kBeforeTheMail) {
    ScriptedMailServer server(
        At(verb, [](ServerConnection& c) { c.AwaitEnd(); }));
    SmtpUnderTest smtp(server);
    EXPECT_EQ(smtp.SendInAHurry(), "RETRY TRANSPORT TIMEOUT") << verb;
    EXPECT_THAT(server.mails(), SizeIs(0));
  }
}

TEST(HostileMailServer, StallsAfterTheFinalDotAndNobodyKnows) {
  ScriptedMailServer server(At(".", [](ServerConnection& c) { c.AwaitEnd(); }));
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.SendInAHurry(), "RETRY TRANSPORT TIMEOUT possibly sent");
  EXPECT_THAT(server.mails(), SizeIs(1));
}

TEST(HostileMailServer, ClosesAndTheMailIsSafeToRepeat) {
  for (const char* verb : kBeforeTheMail) {
    ScriptedMailServer server(
        At(verb, [](ServerConnection& connection) { connection.Interrupt(); }));
    SmtpUnderTest smtp(server);
    EXPECT_EQ(smtp.Send(), "RETRY TRANSPORT CONNECTION_LOST") << verb;
  }
}

TEST(HostileMailServer, ClosesAfterTheFinalDotAndNobodyKnows) {
  ScriptedMailServer server(
      At(".", [](ServerConnection& connection) { connection.Interrupt(); }));
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "RETRY TRANSPORT CONNECTION_LOST possibly sent");
}

TEST(HostileMailServer, ClosesWithinTheMailAndNothingWasSent) {
  ScriptedMailServer::Options options = At("DATA", [](ServerConnection& c) {
    c.Send("354 Go ahead\r\n");
    c.AwaitBytes();
    c.ResetAtEnd();
    c.Interrupt();
  });
  options.capabilities = {"PIPELINING"};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  v1::Notification large = smtp.Email();
  large.mutable_email()->set_html(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_EQ(smtp.Send(large), "RETRY TRANSPORT CONNECTION_LOST");
}

TEST(HostileMailServer, StopsReadingAMailAndNothingWasSent) {
  ScriptedMailServer::Options options = At("DATA", [](ServerConnection& c) {
    c.Send("354 Go ahead\r\n");
    // The test's end interrupts it.
    c.AwaitInterruption();
  });
  options.capabilities = {"PIPELINING"};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  v1::Notification large = smtp.Email();
  large.mutable_email()->set_html(std::string(kMoreThanIsTaken, 'x'));
  // Under a sanitizer the time may be over before there is a connection.
  EXPECT_THAT(smtp.Send(large, std::chrono::milliseconds(4'000)),
              AnyOf("RETRY TRANSPORT TIMEOUT", "RETRY DEADLINE NO_TIME"));
}

TEST(HostileMailServer, RefusesInTheMiddleOfAMail) {
  ScriptedMailServer::Options options = At("DATA", [](ServerConnection& c) {
    c.Send("354 Go ahead\r\n");
    c.AwaitBytes();
    c.Send("552 5.3.4 That is enough\r\n");
    c.Interrupt();
  });
  options.capabilities = {"PIPELINING"};
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  v1::Notification large = smtp.Email();
  large.mutable_email()->set_html(std::string(kMoreThanIsTaken, 'x'));
  // A reset may overtake what the server said.
  EXPECT_THAT(smtp.Send(large), AnyOf("DROPPED CONTENT SMTP_5_3_4",
                                      "RETRY TRANSPORT CONNECTION_LOST"));
}

TEST(HostileMailServer, FloodsAndIsLeft) {
  for (const char* verb : {"greeting", "EHLO", "MAIL", "."}) {
    for (const char* flood : {"250-x\r\n", "x", "250 x\r\n", "\r\n"}) {
      ScriptedMailServer server(At(verb, [=](ServerConnection& connection) {
        std::string much;
        while (much.size() < (1 << 20)) much += flood;
        connection.Send(much);
      }));
      SmtpUnderTest smtp(server);
      const std::string outcome = smtp.Send();
      const std::string malformed = "RETRY PROVIDER MALFORMED_RESPONSE";
      // What looks like a reply to a mail is one, whatever follows.
      EXPECT_THAT(outcome, AnyOf(malformed, malformed + " possibly sent",
                                 StartsWith("DELIVERED"),
                                 StartsWith("RETRY TRANSPORT CONNECTION_LOST")))
          << verb << flood;
      EXPECT_THAT(outcome, Not(HasSubstr("DROPPED")));
      if (std::string(verb) != ".") {
        EXPECT_THAT(outcome, Not(HasSubstr("possibly sent")));
      }
    }
  }
}

TEST(HostileMailServer, SpeaksSomethingElse) {
  for (const char* text : {"HTTP/1.1 400 Bad Request\r\n\r\n", "999 x\r\n",
                           "25\r\n", "250_x\r\n", "250-a\r\n550 b\r\n"}) {
    ScriptedMailServer server(At("greeting", [=](ServerConnection& connection) {
      connection.Send(text);
    }));
    SmtpUnderTest smtp(server);
    EXPECT_EQ(smtp.Send(), "RETRY PROVIDER MALFORMED_RESPONSE") << text;
  }
}

TEST(HostileMailServer, SplitsItsReplies) {
  ScriptedMailServer::Options options;
  options.splits = true;
  ScriptedMailServer server(options);
  SmtpUnderTest smtp(server);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(server.connections(), 1);
}

TEST(HostileMailServer, AnswersCommandsThatItWasNotSent) {
  ScriptedMailServer server(At("EHLO", [](ServerConnection& connection) {
    connection.Send("250 mail\r\n250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 Go\r\n");
  }));
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "RETRY PROVIDER MALFORMED_RESPONSE");
  EXPECT_THAT(server.lines(), ElementsAre("EHLO client.example.com"));
}

TEST(HostileMailServer, TakesAMailWithoutHavingSeenItsEnd) {
  ScriptedMailServer server(At("DATA", [](ServerConnection& connection) {
    connection.Send("354 Go ahead\r\n354 Go ahead\r\n");
  }));
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "RETRY PROVIDER MALFORMED_RESPONSE possibly sent");
}

}  // namespace
}  // namespace herald
