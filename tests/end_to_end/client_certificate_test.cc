// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "app/configuration_folder.h"
#include "app/service.h"
#include "fakes/certificates.h"
#include "fakes/pem.h"
#include "fakes/scripted_server.h"
#include "herald/v1/notification_service.grpc.pb.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kDefinition[] = R"(title: Bank
page: https://bank.example/docs
channels: [sms]
parameters:
  certificate: {title: the certificate}
  key: {title: its key}
  base_url: {title: the API, default: "https://bank.example"}
http:
  url: "{{ parameters.base_url | raw }}/"
  text: "{{ notification.as_text }}"
  message_id: "{{ text }}"
  tls: {certificate_file: "{{ parameters.certificate }}", private_key_file: "{{ parameters.key }}"}
vectors:
  - name: a text message
    answer: {status: 200}
    outcome: {outcome: delivered}
)";

constexpr char kConfiguration[] = R"(
server: {{listen: "127.0.0.1:0", io_threads: 1}}
logging: {{severity: error}}
catalogue_folder: vendors
http_client: {{ca_file: authority.pem}}
providers:
  - name: mine
    http:
      url: {url}
      text: "{{{{ notification.as_text }}}}"
      message_id: "{{{{ text }}}}"
      tls: {{certificate_file: mine.pem, private_key_file: mine.key}}
  - name: none
    http: {{url: "{url}"}}
  - name: wrong
    http:
      url: {url}
      tls: {{certificate_file: wrong.pem, private_key_file: wrong.key}}
  - name: bank
    catalogue: bank
    parameters: {{base_url: "{url}", certificate: bank.pem, key: bank.key}}
)";

// An API that takes clients of one authority alone, and answers with the number
// of the client's certificate.
class ClientCertificateTest : public testing::Test {
 protected:
  ClientCertificateTest()
      : certificate_(authority_.Issue("IP:127.0.0.1")),
        server_(
            [](ServerConnection& connection) {
              while (!connection.ReadRequest().empty()) {
                connection.Send(
                    Answer(200, std::to_string(connection.client_serial())));
              }
            },
            {.certificate = &certificate_, .client_authority = &clients_}) {
    folder_.Write("authority.pem", authority_.Pem());
    mine_ = Write("mine", clients_);
    bank_ = Write("bank", clients_);
    Write("wrong", CertificateAuthority());
    std::filesystem::create_directories(folder_.Path("vendors"));
    folder_.Write("vendors/bank.yaml", kDefinition);
    folder_.Write(
        "herald.yaml",
        fmt::format(kConfiguration,
                    fmt::arg("url", fmt::format("https://127.0.0.1:{}",
                                                server_.port()))));
  }

  // Writes a new certificate, and returns its number.
  std::string Write(const std::string& name,
                    const CertificateAuthority& authority) {
    const Certificate issued = authority.Issue("DNS:client");
    folder_.Write(name + ".pem", PemOf(*issued.certificate));
    folder_.Write(name + ".key", PemOf(*issued.key));
    return std::to_string(SerialOf(issued.certificate.get()));
  }

  static v1::DeliverNotificationResponse SendBy(const std::string& provider,
                                                const Service& service) {
    const auto channel = grpc::CreateChannel(
        service.address(), grpc::InsecureChannelCredentials());
    v1::DeliverNotificationRequest request;
    request.set_provider(provider);
    auto& phone = *request.mutable_notification()->mutable_phone();
    phone.set_recipient("+18085550100");
    phone.set_as_text("Hello");
    v1::DeliverNotificationResponse response;
    grpc::ClientContext context;
    const auto status =
        v1::NotificationService::NewStub(channel)->DeliverNotification(
            &context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  const CertificateAuthority authority_;
  const CertificateAuthority clients_;
  const Certificate certificate_;
  ScriptedServer server_;
  ConfigurationFolder folder_;
  std::string mine_;
  std::string bank_;
};

TEST_F(ClientCertificateTest, ShowsEachProvidersOwn) {
  Service service(folder_.Path("herald.yaml"));
  ASSERT_FALSE(service.failure().has_value()) << service.failure()->lines[0];
  ASSERT_FALSE(service.Start("").has_value());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(SendBy("mine", service).provider_message_id(), mine_);
    EXPECT_EQ(SendBy("bank", service).provider_message_id(), bank_);
  }
  EXPECT_EQ(server_.connections(), 2);
  for (const std::string provider : {"none", "wrong"}) {
    const v1::DeliverNotificationResponse response = SendBy(provider, service);
    EXPECT_EQ(response.outcome(), v1::OUTCOME_RETRY);
    EXPECT_EQ(response.scope(), v1::SCOPE_TRANSPORT);
    EXPECT_EQ(response.reason_code(), "TLS_FAILED");
    EXPECT_FALSE(response.possibly_sent());
    EXPECT_THAT(response.reason(),
                AllOf(StartsWith("127.0.0.1:"), HasSubstr("took nothing")));
  }
  EXPECT_EQ(service.Stop(), 0);
}

TEST_F(ClientCertificateTest, ShowsTheNewOneAfterAReload) {
  Service service(folder_.Path("herald.yaml"));
  ASSERT_FALSE(service.failure().has_value()) << service.failure()->lines[0];
  ASSERT_FALSE(service.Start("").has_value());
  EXPECT_EQ(SendBy("mine", service).provider_message_id(), mine_);
  const std::string renewed = Write("mine", clients_);
  EXPECT_EQ(SendBy("mine", service).provider_message_id(), mine_);
  ASSERT_FALSE(service.Reload().has_value());
  EXPECT_EQ(SendBy("mine", service).provider_message_id(), renewed);
  folder_.Write("mine.key", "hush");
  const auto failure = service.Reload();
  ASSERT_TRUE(failure.has_value());
  EXPECT_THAT(failure->lines[0], HasSubstr("providers[0].http.tls."
                                           "private_key_file: holds no "
                                           "private key in PEM"));
  EXPECT_EQ(SendBy("mine", service).provider_message_id(), renewed);
  EXPECT_EQ(service.Stop(), 0);
}

}  // namespace
}  // namespace herald
