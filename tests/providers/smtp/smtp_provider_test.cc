// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_provider.h"

#include <gmock/gmock.h>

#include "providers/smtp/smtp_mailing.h"
#include "smtp_under_test.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// What is wrong with a configuration for mail.example.com.
std::string FaultsOf(v1::SmtpProvider config) {
  config.set_host("mail.example.com");
  boost::asio::io_context context;
  const FakeClock clock;
  FieldViolations violations;
  const auto provider = MakeSmtpProvider(
      config, Secrets(), context.get_executor(), clock, violations);
  EXPECT_EQ(provider == nullptr, !violations.empty());
  return Describe(violations);
}

v1::SmtpProvider WithHeader(const std::string& name, const std::string& value) {
  v1::SmtpProvider config = SmtpUnderTest::InTheClear();
  v1::NamedValue& header = *config.add_headers();
  header.set_name(name);
  header.set_value(value);
  return config;
}

TEST(SmtpProvider, IsNotMadeOfAMistake) {
  EXPECT_EQ(FaultsOf({}), "");
  v1::SmtpProvider config;
  config.set_from("nobody");
  EXPECT_THAT(FaultsOf(config), HasSubstr("from: has no @"));
  config.Clear();
  config.set_return_path("a@b\r\n");
  EXPECT_THAT(FaultsOf(config), HasSubstr("return_path: holds a line break"));
  config.Clear();
  config.set_client_name("a b");
  EXPECT_THAT(FaultsOf(config), HasSubstr("client_name: must be"));
  config.Clear();
  config.set_ca_file("/nowhere");
  EXPECT_THAT(FaultsOf(config), HasSubstr("ca_file: cannot read"));
  config.Clear();
  config.add_dkim()->set_domain("example.com");
  EXPECT_THAT(FaultsOf(config), HasSubstr("dkim[0].private_key: is no"));
  config.Clear();
  config.mutable_auth()->set_username("user");
  EXPECT_EQ(FaultsOf(config), "");
  config.set_tls(v1::SMTP_TLS_NONE);
  EXPECT_THAT(FaultsOf(config), HasSubstr("auth: is not allowed without TLS"));
}

TEST(SmtpProvider, SetsItsOwnHeadersItself) {
  EXPECT_EQ(FaultsOf(WithHeader("List-Unsubscribe", "<https://x>")), "");
  EXPECT_THAT(FaultsOf(WithHeader("SUBJECT", "x")),
              HasSubstr("headers[SUBJECT]: is set by Herald itself"));
  EXPECT_THAT(FaultsOf(WithHeader("A:B", "x")),
              HasSubstr("headers[A:B]: must be a name"));
  EXPECT_THAT(FaultsOf(WithHeader("X", "{{")), HasSubstr("headers[X]: "));
}

TEST(SmtpProvider, CarriesEmailThatHasASender) {
  v1::SmtpProvider config = SmtpUnderTest::InTheClear();
  config.set_host("127.0.0.1");
  boost::asio::io_context context;
  const FakeClock clock;
  FieldViolations violations;
  const auto provider = MakeSmtpProvider(
      config, Secrets(), context.get_executor(), clock, violations);
  v1::Notification notification = SmtpUnderTest::Email();
  EXPECT_THAT(std::string(provider->CanCarry(notification).message()),
              HasSubstr("needs a sender"));
  notification.mutable_email()->set_from("a@example.com");
  EXPECT_TRUE(provider->CanCarry(notification).ok());
  notification.mutable_phone()->set_as_text("Hello");
  EXPECT_THAT(std::string(provider->CanCarry(notification).message()),
              HasSubstr("carries email only"));
}

TEST(SmtpProvider, AddsHeadersOfBothSides) {
  ScriptedMailServer server({});
  v1::SmtpProvider config = WithHeader("X-Order", "{{ request_id }}");
  *config.add_headers() = WithHeader("X-Empty", "{{ user.name }}").headers(0);
  *config.add_headers() = WithHeader("x-tag", "theirs").headers(0);
  config.set_return_path("bounces@example.net");
  SmtpUnderTest smtp(server, config);
  v1::Notification notification = SmtpUnderTest::Email();
  (*notification.mutable_email()->mutable_headers())["X-Tag"] = "mine";
  notification.mutable_email()->set_reply_to("Help <help@example.com>");
  EXPECT_EQ(smtp.Send(notification), "DELIVERED 3F2A");
  ASSERT_THAT(server.mails(), SizeIs(1));
  EXPECT_THAT(server.mails()[0],
              AllOf(HasSubstr("\r\nX-Order: order-1\r\n"),
                    HasSubstr("\r\nX-Tag: mine\r\n"),
                    HasSubstr("\r\nReply-To: Help <help@example.com>\r\n"),
                    Not(HasSubstr("X-Empty")), Not(HasSubstr("theirs"))));
  EXPECT_THAT(server.lines()[1], HasSubstr("MAIL FROM:<bounces@example.net>"));
}

TEST(SmtpProvider, GivesARepeatTheSameMessageId) {
  ScriptedMailServer server({});
  SmtpUnderTest smtp(server);
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(smtp.Send(), "DELIVERED 3F2A");
  EXPECT_EQ(server.mails()[0], server.mails()[1]);
  EXPECT_THAT(server.mails()[0],
              ContainsRegex("Message-ID: <[0-9a-f-]*@example.com>"));
}

TEST(SmtpProvider, LetsNothingBeInjected) {
  ScriptedMailServer server({});
  const std::string evil = "x\r\nBcc: all@example.org\r\n\r\n.\r\nRSET";
  SmtpUnderTest smtp(server, WithHeader("X-Evil", "{{ user.name }}"));
  v1::Notification by_template = SmtpUnderTest::Email();
  by_template.mutable_user()->set_name(evil);
  EXPECT_EQ(smtp.Send(by_template), "DROPPED CONTENT INVALID_REQUEST");
  v1::Notification notification = SmtpUnderTest::Email();
  (*notification.mutable_email()->mutable_headers())["X-A"] = evil;
  EXPECT_EQ(smtp.Send(notification), "DROPPED CONTENT INVALID_REQUEST");
  notification = SmtpUnderTest::Email();
  (*notification.mutable_email()->mutable_headers())["X: y\r\nBcc"] = "a";
  EXPECT_EQ(smtp.Send(notification), "DROPPED CONTENT INVALID_REQUEST");
  EXPECT_EQ(smtp.Send(SmtpUnderTest::Email("a@example.org>\r\nDATA")),
            "DROPPED RECIPIENT INVALID_REQUEST");
  const std::string mailbox = "Jane " + evil + " <a@b.example>";
  notification = SmtpUnderTest::Email();
  notification.mutable_email()->set_from(mailbox);
  EXPECT_EQ(smtp.Send(notification), "DROPPED CONTENT INVALID_REQUEST");
  notification = SmtpUnderTest::Email();
  notification.mutable_email()->set_reply_to(mailbox);
  EXPECT_EQ(smtp.Send(notification), "DROPPED CONTENT INVALID_REQUEST");
  EXPECT_THAT(server.lines(), IsEmpty());
  notification = SmtpUnderTest::Email();
  notification.mutable_email()->set_subject(evil);
  notification.mutable_email()->set_text(evil);
  EXPECT_EQ(smtp.Send(notification), "DELIVERED 3F2A");
  ASSERT_THAT(server.mails(), SizeIs(1));
  const std::string mail = server.mails()[0];
  EXPECT_THAT(mail.substr(0, mail.find("\r\n\r\n")), Not(HasSubstr("\r\nBcc")));
}

TEST(SmtpProvider, TellsWhatItWouldRefuse) {
  SmtpUnderTest smtp(1, SmtpUnderTest::InTheClear());
  const AttemptContext context;
  EXPECT_FALSE(smtp.provider()
                   .Prepare(SmtpUnderTest::Email(), context)
                   .refusal.has_value());
  EXPECT_EQ(
      Describe(*smtp.provider()
                    .Prepare(SmtpUnderTest::Email("a@ü_.example"), context)
                    .refusal),
      "DROPPED RECIPIENT INVALID_REQUEST");
}

TEST(SmtpProvider, ReportsAServerThatIsNotThere) {
  int port = 0;
  {
    ScriptedMailServer server({});
    port = server.origin().port;
  }
  SmtpUnderTest smtp(port, SmtpUnderTest::InTheClear());
  EXPECT_EQ(smtp.Send(), "RETRY TRANSPORT CONNECT_FAILED");
}

}  // namespace
}  // namespace herald
