// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "app/configuration_folder.h"
#include "app/service.h"
#include "end_to_end/flood.h"
#include "fakes/scripted_server.h"

namespace herald {
namespace {

constexpr int kReloads = 1000;
constexpr int kInFlight = 32;

// A provider `upstream` that is the same in all versions, and one that is not.
constexpr char kConfiguration[] = R"(
server: {{listen: "127.0.0.1:0", io_threads: 2}}
logging: {{severity: error}}
http_client: {{idle_timeout: {version}s}}
providers:
  - name: upstream
    http:
      url: http://127.0.0.1:{port}/send
      text: "{{{{ notification.as_text }}}}"
      message_id: "{{{{ body.id }}}}"
  - name: changing
    http: {{url: "http://127.0.0.1:{port}/{version}"}}
routes:
  - name: version-{version}
    providers: [upstream, changing]
)";

// Answers every request of a connection with 200, and counts them.
class Upstream {
 public:
  Upstream() : server_([this](ServerConnection& c) { Serve(c); }) {}

  std::uint16_t port() const { return server_.port(); }
  int requests() const { return requests_; }

 private:
  void Serve(ServerConnection& connection) {
    while (!connection.ReadRequest().empty()) {
      ++requests_;
      connection.Send(Answer(200, R"({"id": "1"})"));
    }
  }

  std::atomic<int> requests_ = 0;
  ScriptedServer server_;
};

std::size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t size = 0;
  std::size_t resident = 0;
  file >> size >> resident;
  return resident * 4096;
}

Flood::Request Sms() {
  Flood::Request request;
  auto& phone = *request.mutable_notification()->mutable_phone();
  phone.set_recipient("+18085550100");
  phone.set_as_text("Hello");
  return request;
}

TEST(Reload, LosesNoCallAndLeaksNothing) {
  Upstream upstream;
  const ConfigurationFolder folder;
  const auto write = [&](int version) {
    return folder.Write(
        "herald.yaml",
        fmt::format(kConfiguration, fmt::arg("version", version % 50 + 1),
                    fmt::arg("port", upstream.port())));
  };
  Service service(write(0));
  ASSERT_FALSE(service.failure().has_value()) << service.failure()->lines[0];
  ASSERT_FALSE(service.Start("").has_value());

  std::atomic<bool> is_over = false;
  std::atomic<int> calls = 0;
  std::atomic<int> delivered = 0;
  std::thread sender([&] {
    Flood flood(
        service.address(), kInFlight,
        [&](const grpc::Status& status, const Flood::Response& response) {
          EXPECT_TRUE(status.ok()) << status.error_message();
          ++calls;
          if (response.outcome() == v1::OUTCOME_DELIVERED) ++delivered;
        });
    while (!is_over) flood.Send(Sms(), 100);
  });
  std::size_t before = 0;
  for (int i = 1; i <= kReloads; ++i) {
    write(i);
    const auto failure = service.Reload();
    ASSERT_FALSE(failure.has_value()) << failure->lines[0];
    if (i == kReloads / 5) before = ResidentBytes();
  }
  const std::size_t after = ResidentBytes();
  is_over = true;
  sender.join();
  fmt::print("{} deliveries during {} reloads; resident: {} KiB, then {} KiB\n",
             calls.load(), kReloads, before >> 10, after >> 10);
  EXPECT_GT(calls, kReloads);
  EXPECT_EQ(delivered, calls);
  EXPECT_EQ(upstream.requests(), calls) << "lost, or sent twice";
  EXPECT_LT(after, before + before / 10 + (8 << 20)) << "memory grows";
  EXPECT_EQ(service.Stop(), 0);
}

TEST(Reload, LeavesTheRunningConfigurationInForceIfTheFileIsBroken) {
  Upstream upstream;
  const ConfigurationFolder folder;
  Service service(folder.Write(
      "herald.yaml", fmt::format(kConfiguration, fmt::arg("version", 1),
                                 fmt::arg("port", upstream.port()))));
  ASSERT_FALSE(service.failure().has_value());
  ASSERT_FALSE(service.Start("").has_value());
  folder.Write("herald.yaml", "providers: [{name: other}]");
  const auto failure = service.Reload();
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->exit_code, 2);
  int delivered = 0;
  Flood flood(service.address(), 1,
              [&](const grpc::Status&, const Flood::Response& response) {
                if (response.outcome() == v1::OUTCOME_DELIVERED) ++delivered;
              });
  flood.Send(Sms(), 1);
  EXPECT_EQ(delivered, 1);
  EXPECT_EQ(service.Stop(), 0);
}

}  // namespace
}  // namespace herald
