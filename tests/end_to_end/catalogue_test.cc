// SPDX-License-Identifier: Apache-2.0
// The set-ups of docs/providers.md, as they stand there but for the server's
// port and the address of the API, which is one of this machine.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>

#include "app/herald_process.h"
#include "fakes/certificates.h"
#include "fakes/scripted_mail_server.h"
#include "fakes/scripted_server.h"
#include "fakes/temporary_file.h"
#include "herald/v1/notification_service.grpc.pb.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::SizeIs;
using ::testing::StartsWith;

// The block of YAML in the documentation that names this entry.
std::string SetUpOf(const std::string& entry) {
  std::ifstream file(HERALD_SOURCE_FOLDER "/docs/providers.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const std::size_t name = page.find("\n    catalogue: " + entry + "\n");
  EXPECT_NE(name, std::string::npos);
  const std::size_t begin = page.rfind("```yaml\n", name) + 8;
  return page.substr(begin, page.find("```", name) - begin);
}

void Replace(const std::string& before, const std::string& after,
             std::string& text) {
  const std::size_t at = text.find(before);
  ASSERT_NE(at, std::string::npos) << before;
  text.replace(at, before.size(), after);
}

// An API that takes one request, keeps it and answers.
class LocalApi {
 public:
  explicit LocalApi(const std::string& answer)
      : server_([this, answer](ServerConnection& connection) {
          const std::string request = connection.ReadRequest();
          if (request.empty()) return;
          const std::lock_guard lock(mutex_);
          request_ = request;
          connection.Send(answer);
        }) {}

  std::string url() const {
    return fmt::format("http://127.0.0.1:{}", server_.port());
  }

  std::string request() const {
    const std::lock_guard lock(mutex_);
    return request_;
  }

 private:
  mutable std::mutex mutex_;
  std::string request_;
  ScriptedServer server_;
};

// Sends an email through the only provider of this configuration.
v1::DeliverNotificationResponse Send(const std::string& yaml) {
  const TemporaryFile file(yaml);
  HeraldProcess herald({"serve", "--config", file.path()});
  const auto channel =
      grpc::CreateChannel(herald.Address(), grpc::InsecureChannelCredentials());
  v1::DeliverNotificationRequest request;
  v1::EmailNotification& email =
      *request.mutable_notification()->mutable_email();
  email.set_to("jane@example.com");
  email.set_subject("Hello");
  email.set_text("Your code is 471112");
  v1::DeliverNotificationResponse response;
  grpc::ClientContext context;
  const auto status =
      v1::NotificationService::NewStub(channel)->DeliverNotification(
          &context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

// The same through the documented set-up of this entry.
v1::DeliverNotificationResponse SendBy(const std::string& entry,
                                       const LocalApi& api) {
  std::string yaml = SetUpOf(entry);
  EXPECT_THAT(std::count(yaml.begin(), yaml.end(), '\n'), Lt(11));
  Replace("127.0.0.1:50051", "127.0.0.1:0", yaml);
  Replace("parameters:\n", "parameters:\n      base_url: " + api.url() + "\n",
          yaml);
  return Send(yaml);
}

TEST(CatalogueSetUps, SendThroughSendGrid) {
  setenv("SENDGRID_API_KEY", "SG.example", 1);
  const LocalApi api(
      "HTTP/1.1 202 Accepted\r\nX-Message-Id: m-1\r\nContent-Length: "
      "0\r\n\r\n");
  const auto response = SendBy("sendgrid", api);
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED) << response.reason();
  EXPECT_EQ(response.provider_message_id(), "m-1");
  EXPECT_THAT(api.request(),
              AllOf(StartsWith("POST /v3/mail/send HTTP/1.1\r\n"),
                    HasSubstr("\r\nAuthorization: Bearer SG.example\r\n"),
                    HasSubstr(R"("from":{"email":"login@example.org",)"
                              R"("name":"Acme"})"),
                    HasSubstr("Your code is 471112")));
}

TEST(CatalogueSetUps, SendThroughSes) {
  setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
  setenv("AWS_SECRET_ACCESS_KEY", "example", 1);
  const LocalApi api(Answer(200, R"({"MessageId":"m-2"})"));
  const auto response = SendBy("ses", api);
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED) << response.reason();
  EXPECT_EQ(response.provider_message_id(), "m-2");
  EXPECT_THAT(
      api.request(),
      AllOf(
          StartsWith("POST /v2/email/outbound-emails HTTP/1.1\r\n"),
          HasSubstr("Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"),
          HasSubstr("/eu-west-1/ses/aws4_request, SignedHeaders="),
          HasSubstr(R"("ToAddresses":["jane@example.com"])")));
}

TEST(CatalogueSetUps, SendByTheCredentialsThatAuth0Has) {
  const CertificateAuthority authority;
  const Certificate certificate = authority.Issue("IP:127.0.0.1");
  const TemporaryFile trusted(authority.Pem());
  ScriptedMailServer::Options options;
  options.certificate = &certificate;
  options.protected_capabilities = {"AUTH PLAIN"};
  const ScriptedMailServer server(options);
  setenv("SMTP_PASS", "pencil", 1);
  // What the system trusts.
  setenv("SSL_CERT_FILE", trusted.path().c_str(), 1);
  const auto response =
      Send(fmt::format("server: {{listen: 127.0.0.1:0}}\n"
                       "providers:\n"
                       "  - name: mail\n"
                       "    catalogue: auth0_smtp\n"
                       "    parameters:\n"
                       "      smtp_host: 127.0.0.1\n"
                       "      smtp_port: {}\n"
                       "      smtp_user: me\n"
                       "      smtp_pass: {{env: SMTP_PASS}}\n"
                       "      from: Acme <login@example.org>\n",
                       server.origin().port));
  unsetenv("SSL_CERT_FILE");
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED) << response.reason();
  EXPECT_EQ(response.provider_message_id(), "3F2A");
  EXPECT_THAT(
      server.lines(),
      AllOf(Contains("STARTTLS"), Contains("AUTH PLAIN AG1lAHBlbmNpbA=="),
            Contains(StartsWith("MAIL FROM:<login@example.org>")),
            Contains(StartsWith("RCPT TO:<jane@example.com>"))));
  ASSERT_THAT(server.mails(), SizeIs(1));
  EXPECT_THAT(server.mails()[0],
              AllOf(HasSubstr("From: Acme <login@example.org>\r\n"),
                    HasSubstr("Your code is 471112\r\n")));
}

}  // namespace
}  // namespace herald
