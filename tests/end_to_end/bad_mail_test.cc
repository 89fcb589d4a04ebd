// SPDX-License-Identifier: Apache-2.0
// Emails that no mail should be made of, or hardly any, from the caller to the
// mail server.
#include <utility>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "app/herald_process.h"
#include "fakes/scripted_mail_server.h"
#include "fakes/temporary_file.h"
#include "herald/v1/notification_service.grpc.pb.h"

namespace herald {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class BadMail : public testing::Test {
 protected:
  // `server` is the section of the configuration.
  void Serve(const std::string& server = "") {
    const TemporaryFile file(
        fmt::format("server: {{listen: 127.0.0.1:0{}}}\n"
                    "providers:\n"
                    "  - name: mail\n"
                    "    timeout: 30s\n"
                    "    smtp: {{host: 127.0.0.1, port: {}, tls: none, "
                    "from: news@example.com}}\n",
                    server, mail_server_.origin().port));
    herald_ = std::make_unique<HeraldProcess>(
        std::vector<std::string>{"serve", "--config", file.path()});
    stub_ = v1::NotificationService::NewStub(grpc::CreateChannel(
        herald_->Address(), grpc::InsecureChannelCredentials()));
    herald_->DiscardLines();
  }

  static v1::EmailNotification Email() {
    v1::EmailNotification email;
    email.set_to("jane@example.org");
    email.set_subject("Hello");
    email.set_text("Hello");
    return email;
  }

  // The error's code and message, or the outcome.
  std::string Send(const v1::EmailNotification& email) {
    v1::DeliverNotificationRequest request;
    *request.mutable_notification()->mutable_email() = email;
    v1::DeliverNotificationResponse response;
    grpc::ClientContext context;
    const grpc::Status status =
        stub_->DeliverNotification(&context, request, &response);
    if (!status.ok()) {
      return fmt::format("{} {}", static_cast<int>(status.error_code()),
                         status.error_message());
    }
    return v1::Outcome_Name(response.outcome()) + " " + response.reason_code();
  }

  const ScriptedMailServer mail_server_{
      {.capabilities = {"PIPELINING", "SMTPUTF8"}}};
  std::unique_ptr<HeraldProcess> herald_;
  std::unique_ptr<v1::NotificationService::Stub> stub_;
};

TEST_F(BadMail, AddsNoHeaderFieldThroughAnyField) {
  Serve();
  const std::string evil = "x\r\nBcc: all@example.org\r\n\r\n.\r\nRSET\r\n";
  const std::pair<std::string, std::function<void(v1::EmailNotification&)>>
      rows[] = {
          {"to", [&](auto& email) { email.set_to(evil + "@example.org"); }},
          {"to", [&](auto& email) { email.set_to("a@example.org>\r\nDATA"); }},
          {"from",
           [&](auto& email) { email.set_from(evil + " <a@b.example>"); }},
          {"from", [&](auto& email) { email.set_from("A <a@b.example\n>"); }},
          {"reply_to", [&](auto& email) { email.set_reply_to(evil); }},
          {"subject", [&](auto& email) { email.set_subject(evil); }},
          {"headers",
           [&](auto& email) { (*email.mutable_headers())["X-A"] = evil; }},
          {"headers",
           [&](auto& email) {
             (*email.mutable_headers())["X: " + evil] = "a";
           }},
          {"headers",
           [&](auto& email) { (*email.mutable_headers())["bCC"] = "a@b.c"; }},
      };
  for (const auto& [field, spoil] : rows) {
    v1::EmailNotification email = Email();
    spoil(email);
    const std::string answer = Send(email);
    EXPECT_THAT(answer, StartsWith("3 ")) << field;
    EXPECT_THAT(answer, HasSubstr("notification.email." + field));
    EXPECT_THAT(answer, Not(HasSubstr("all@example.org")));
  }
  EXPECT_THAT(mail_server_.lines(), IsEmpty());
  EXPECT_EQ(Send(Email()), "OUTCOME_DELIVERED ");
}

TEST_F(BadMail, IsRefusedIfItsHtmlHas25Megabytes) {
  v1::EmailNotification email = Email();
  email.set_html(std::string(25 << 20, 'x'));
  Serve();
  EXPECT_THAT(Send(email), StartsWith("8 "));
  EXPECT_EQ(Send(Email()), "OUTCOME_DELIVERED ");
  Serve(", max_request_bytes: 67108864");
  EXPECT_THAT(Send(email), StartsWith("3 "));
  EXPECT_THAT(Send(email), HasSubstr("html is longer than 2 MiB"));
  EXPECT_EQ(Send(Email()), "OUTCOME_DELIVERED ");
  EXPECT_THAT(mail_server_.mails(), SizeIs(2));
}

TEST_F(BadMail, HasShortLinesThoughItsTextIsOne) {
  Serve();
  v1::EmailNotification email = Email();
  email.set_text(std::string(2 << 20, 'x'));
  EXPECT_EQ(Send(email), "OUTCOME_DELIVERED ");
  ASSERT_THAT(mail_server_.mails(), SizeIs(1));
  std::istringstream mail(mail_server_.mails()[0]);
  std::size_t longest = 0;
  std::size_t total = 0;
  for (std::string line; std::getline(mail, line);) {
    longest = std::max(longest, line.size());
    total +=
        static_cast<std::size_t>(std::count(line.begin(), line.end(), 'x'));
  }
  EXPECT_LE(longest, 78u);
  EXPECT_GE(total, email.text().size());
}

TEST_F(BadMail, ReachesAQuotedLocalPartAndAUnicodeDomain) {
  Serve();
  v1::EmailNotification email = Email();
  email.set_to("\"jane doe\"@example.org");
  EXPECT_EQ(Send(email), "OUTCOME_DELIVERED ");
  email.set_to("jane@bücher.example");
  EXPECT_EQ(Send(email), "OUTCOME_DELIVERED ");
  EXPECT_THAT(mail_server_.lines(),
              Contains("RCPT TO:<\"jane doe\"@example.org>"));
  EXPECT_THAT(mail_server_.lines(),
              Contains("RCPT TO:<jane@xn--bcher-kva.example>"));
  email.set_to("jane@ü_.example");
  EXPECT_THAT(Send(email), Not(StartsWith("OUTCOME_DELIVERED")));
  EXPECT_THAT(mail_server_.mails(), SizeIs(2));
}

}  // namespace
}  // namespace herald
