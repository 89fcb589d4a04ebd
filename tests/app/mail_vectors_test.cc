// SPDX-License-Identifier: Apache-2.0
#include "app/mail_vectors.h"

#include <gmock/gmock.h>

#include <string>

#include "app/definitions.h"
#include "app/vector_failures.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// The built-in entry with one vector.
class MailVectors : public testing::Test {
 protected:
  MailVectors() {
    Definitions definitions;
    definition_ = definitions.Find("smtp")->definition;
    definition_.clear_vectors();
    vector_.set_name("one");
    vector_.mutable_outcome()->set_outcome(v1::OUTCOME_DELIVERED);
  }

  std::string Failures() {
    *definition_.add_vectors() = vector_;
    return FailuresOf(definition_);
  }

  std::string FailuresWithReply(v1::SmtpCommand command,
                                const std::string& text) {
    vector_.mutable_reply()->set_command(command);
    vector_.mutable_reply()->set_text(text);
    return Failures();
  }

  v1::ProviderDefinition definition_;
  v1::DefinitionVector vector_;
};

TEST_F(MailVectors, ShowWhatDiffersInAMail) {
  vector_.clear_outcome();
  vector_.set_request_id("order-1");
  vector_.mutable_mail()->set_server("other.example.org:25");
  vector_.mutable_mail()->set_tls(v1::SMTP_TLS_IMPLICIT);
  vector_.mutable_mail()->set_username("herald");
  vector_.mutable_mail()->set_from("login@example.org");
  vector_.mutable_mail()->set_to("joe@example.com");
  EXPECT_THAT(
      Failures(),
      StartsWith("one: mail.server: is smtp.example.org:587, not "
                 "other.example.org:25\n"
                 "mail.tls: is starttls, not implicit\n"
                 "mail.password: is example-password, not nothing\n"
                 "mail.to: is jane@example.com, not joe@example.com\n"
                 "mail.content: is From: Acme <login@example.org>\nTo: "));
}

TEST_F(MailVectors, TellWhyThereIsNoMail) {
  vector_.mutable_mail()->set_to("nobody");
  vector_.mutable_notification()->mutable_email()->set_to("nobody");
  vector_.clear_outcome();
  EXPECT_THAT(Failures(), StartsWith("one: mail: there is none: to "));
}

TEST_F(MailVectors, NeedAReplyThatEndsADelivery) {
  EXPECT_EQ(Failures(), "one: outcome: it would be sent; give a reply\n");
  for (const char* text : {"250 2.1.5 Ok", "", "Hello", "354 Go on",
                           "550-Not all", "550 One\n550 Two"}) {
    definition_.clear_vectors();
    EXPECT_EQ(FailuresWithReply(v1::SMTP_COMMAND_RCPT, text),
              "one: reply: does not end a delivery\n")
        << text;
  }
  definition_.clear_vectors();
  EXPECT_EQ(FailuresWithReply(v1::SMTP_COMMAND_DATA, "354 Go on"),
            "one: reply: does not end a delivery\n");
}

TEST_F(MailVectors, GoByTheCommandThatIsRefused) {
  vector_.mutable_outcome()->set_outcome(v1::OUTCOME_DROPPED);
  vector_.mutable_outcome()->set_reason_code("SMTP_550");
  const std::pair<v1::SmtpCommand, v1::Scope> rows[] = {
      {v1::SMTP_COMMAND_GREETING, v1::SCOPE_ACCOUNT},
      {v1::SMTP_COMMAND_EHLO, v1::SCOPE_ACCOUNT},
      {v1::SMTP_COMMAND_STARTTLS, v1::SCOPE_ACCOUNT},
      {v1::SMTP_COMMAND_AUTH, v1::SCOPE_ACCOUNT},
      {v1::SMTP_COMMAND_MAIL, v1::SCOPE_ACCOUNT},
      {v1::SMTP_COMMAND_RCPT, v1::SCOPE_RECIPIENT},
      {v1::SMTP_COMMAND_DATA, v1::SCOPE_CONTENT},
  };
  for (const auto& [command, scope] : rows) {
    definition_.clear_vectors();
    vector_.mutable_outcome()->set_scope(scope);
    EXPECT_EQ(FailuresWithReply(command, "550 No"), "") << command;
  }
}

TEST_F(MailVectors, AreNotRunWithABadServer) {
  definition_.mutable_smtp()->set_host("a server");
  EXPECT_EQ(Failures(),
            "smtp.host: must be a host name or an address, without port\n");
  definition_.clear_vectors();
  definition_.mutable_smtp()->set_host("{{ parameters.none }}");
  EXPECT_THAT(Failures(), HasSubstr("makes a bad host: is required\n"));
  definition_.clear_vectors();
  definition_.mutable_smtp()->set_host("mail.example.org");
  definition_.mutable_smtp()->set_port("65536");
  definition_.mutable_smtp()->set_tls("none");
  EXPECT_EQ(Failures(),
            "vectors[0].parameters: makes a bad port: must be 1 to 65535\n"
            "vectors[0].parameters: makes a bad tls: must be starttls or "
            "implicit\n");
}

TEST_F(MailVectors, CarryEmailAlone) {
  vector_.mutable_notification()->mutable_phone()->set_recipient(
      "+12025550123");
  EXPECT_EQ(Failures(),
            "one: the notification's channel is none of the definition's\n");
}

}  // namespace
}  // namespace herald
