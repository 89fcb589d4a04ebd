// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "app/configuration_folder.h"
#include "app/herald_process.h"
#include "app/service.h"
#include "fakes/certificates.h"
#include "fakes/pem.h"
#include "herald/v1/notification_service.grpc.pb.h"
#include "herald/v1/sandbox_service.grpc.pb.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using Channel = std::shared_ptr<grpc::Channel>;

constexpr char kDeliveredAfterOneSecond[] = "+15005550402";
constexpr char kNeverAnswered[] = "+15005550404";

// The words that serve a sandbox on a free port, with further settings of the
// server.
std::vector<std::string> Serve(const ConfigurationFolder& folder,
                               const std::string& settings) {
  return {"serve", "--listen", "127.0.0.1:0", "--config",
          folder.Write("herald.yaml",
                       "server: {" + settings +
                           "}\n"
                           "providers: [{name: sandbox, sandbox: {}}]\n")};
}

Channel Plaintext(const std::string& address) {
  return grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
}

// The answer to a text message, or an answer without an outcome.
v1::DeliverNotificationResponse Send(const Channel& channel,
                                     const std::string& recipient) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(60));
  v1::DeliverNotificationRequest request;
  auto& phone = *request.mutable_notification()->mutable_phone();
  phone.set_recipient(recipient);
  phone.set_as_text("Hello");
  v1::DeliverNotificationResponse response;
  v1::NotificationService::NewStub(channel)->DeliverNotification(
      &context, request, &response);
  return response;
}

// Sends on a thread of its own, and returns once the sandbox has it.
std::future<v1::DeliverNotificationResponse> SendInTheBackground(
    const Channel& channel, const std::string& recipient) {
  auto answer = std::async(std::launch::async, Send, channel, recipient);
  const auto stub = v1::SandboxService::NewStub(channel);
  v1::ListSandboxNotificationsResponse response;
  while (response.notifications().empty()) {
    grpc::ClientContext context;
    const auto status = stub->ListSandboxNotifications(&context, {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (!status.ok()) break;
  }
  return answer;
}

TEST(Serve, DeliversUntilItIsToldToStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const ConfigurationFolder folder;
    HeraldProcess herald(Serve(folder, ""));
    const Channel channel = Plaintext(herald.Address());
    EXPECT_EQ(Send(channel, "+1 808-555-0100").outcome(),
              v1::OUTCOME_DELIVERED);
    herald.Signal(signal);
    const std::string name = signal == SIGTERM ? "SIGTERM" : "SIGINT";
    EXPECT_THAT(herald.Rest(),
                AllOf(HasSubstr(R"("event":"stopping","signal":")" + name),
                      HasSubstr(R"("event":"stopped","attempts_cut_off":0})"),
                      Not(HasSubstr("5550100"))));
    EXPECT_EQ(herald.ExitCode(), 0);
  }
}

TEST(Serve, FinishesCallsInFlightWithinTheGrace) {
  const ConfigurationFolder folder;
  HeraldProcess herald(Serve(folder, "shutdown_grace: 1m"));
  auto answer = SendInTheBackground(Plaintext(herald.Address()),
                                    kDeliveredAfterOneSecond);
  herald.Signal(SIGTERM);
  EXPECT_EQ(answer.get().outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_THAT(herald.Rest(), HasSubstr(R"("attempts_cut_off":0})"));
  EXPECT_EQ(herald.ExitCode(), 0);
}

TEST(Serve, CutsOffWhatTakesLongerThanTheGrace) {
  const ConfigurationFolder folder;
  HeraldProcess herald(
      Serve(folder, "shutdown_grace: 10ms, max_delivery_time: 5m"));
  auto answer =
      SendInTheBackground(Plaintext(herald.Address()), kNeverAnswered);
  herald.Signal(SIGTERM);
  EXPECT_EQ(answer.get().outcome(), v1::OUTCOME_UNSPECIFIED);
  EXPECT_THAT(herald.Rest(), HasSubstr(R"("attempts_cut_off":1})"));
  EXPECT_EQ(herald.ExitCode(), 0);
}

TEST(Serve, EndsAtOnceWhenToldTwice) {
  const ConfigurationFolder folder;
  HeraldProcess herald(
      Serve(folder, "shutdown_grace: 5m, max_delivery_time: 5m"));
  auto answer =
      SendInTheBackground(Plaintext(herald.Address()), kNeverAnswered);
  herald.Signal(SIGTERM);
  EXPECT_THAT(herald.NextLine(), HasSubstr(R"("event":"stopping")"));
  herald.Signal(SIGINT);
  EXPECT_EQ(herald.ExitCode(), 1);
  EXPECT_EQ(answer.get().outcome(), v1::OUTCOME_UNSPECIFIED);
}

TEST(Serve, LoadsTheFileAnewWhenItIsAskedTo) {
  const ConfigurationFolder folder;
  HeraldProcess herald(Serve(folder, ""));
  const Channel channel = Plaintext(herald.Address());
  EXPECT_EQ(Send(channel, "+1 808-555-0100").provider(), "sandbox");
  folder.Write("herald.yaml", "providers: [{name: other, sandbox: {}}]\n");
  herald.Signal(SIGHUP);
  while (herald.NextLine().find(R"("event":"reloaded")") == std::string::npos) {
  }
  EXPECT_EQ(Send(channel, "+1 808-555-0100").provider(), "other");
  folder.Write("herald.yaml", "providers: []\n");
  herald.Signal(SIGHUP);
  std::string line;
  while (line.find("reload_failed") == std::string::npos) {
    line = herald.NextLine();
  }
  EXPECT_THAT(line, HasSubstr("herald.yaml:1:"));
  EXPECT_EQ(Send(channel, "+1 808-555-0100").provider(), "other");
}

TEST(Serve, SaysInOneLineThatThePortIsTaken) {
  const ConfigurationFolder folder;
  HeraldProcess first(Serve(folder, ""));
  const std::string address = first.Address();
  HeraldProcess second(
      {"serve", "--config", folder.Path("herald.yaml"), "--listen=" + address});
  EXPECT_THAT(second.NextLine(),
              StartsWith("herald: cannot listen at " + address));
  EXPECT_THAT(second.Rest(), IsEmpty());
  EXPECT_EQ(second.ExitCode(), 1);
}

TEST(Serve, RefusesMistakesWithoutStarting) {
  const ConfigurationFolder folder;
  HeraldProcess herald(Serve(folder, "io_threads: many"));
  EXPECT_EQ(herald.NextLine(),
            folder.Path("herald.yaml") +
                ":1:22: server.io_threads: must be a whole number");
  EXPECT_THAT(herald.Rest(), IsEmpty());
  EXPECT_EQ(herald.ExitCode(), 2);
}

TEST(Serve, SaysInOneLineThatACertificateCannotBeRead) {
  const ConfigurationFolder folder;
  folder.Write("key.pem", "");
  HeraldProcess herald(Serve(
      folder, "tls: {certificate_file: none.pem, private_key_file: key.pem}"));
  EXPECT_EQ(herald.NextLine(),
            folder.Path("herald.yaml") +
                ":1:34: server.tls.certificate_file: cannot be read: No such "
                "file or directory (" +
                folder.Path("none.pem") + ")");
  EXPECT_THAT(herald.Rest(), IsEmpty());
  EXPECT_EQ(herald.ExitCode(), 1);
}

TEST(Serve, SpeaksTls) {
  const ConfigurationFolder folder;
  const CertificateAuthority authority;
  const Certificate issued = authority.Issue("IP:127.0.0.1");
  folder.Write("cert.pem", PemOf(*issued.certificate));
  folder.Write("key.pem", PemOf(*issued.key));
  HeraldProcess herald(Serve(
      folder, "tls: {certificate_file: cert.pem, private_key_file: key.pem}"));
  const auto credentials =
      grpc::SslCredentials({.pem_root_certs = authority.Pem()});
  const Channel channel = grpc::CreateChannel(herald.Address(), credentials);
  EXPECT_EQ(Send(channel, "+18085550100").outcome(), v1::OUTCOME_DELIVERED);
  herald.Signal(SIGTERM);
  EXPECT_EQ(herald.ExitCode(), 0);
}

TEST(Service, CanBeLeftWithoutBeingStartedOrStopped) {
  const ConfigurationFolder folder;
  const std::string file = Serve(folder, "listen: 127.0.0.1:0").back();
  Service unstarted(file);
  EXPECT_FALSE(unstarted.failure().has_value());
  Service unstopped(file);
  EXPECT_FALSE(unstopped.Start("").has_value());
  EXPECT_EQ(Send(Plaintext(unstopped.address()), "+18085550100").outcome(),
            v1::OUTCOME_DELIVERED);
}

}  // namespace
}  // namespace herald
