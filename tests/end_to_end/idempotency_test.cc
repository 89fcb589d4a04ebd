// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <future>

#include "app/herald_process.h"
#include "end_to_end/flood.h"
#include "fakes/scripted_server.h"
#include "fakes/temporary_file.h"

namespace herald {
namespace {

constexpr int kCalls = 10'000;

constexpr char kConfiguration[] = R"(
server:
  listen: 127.0.0.1:0
  io_threads: 2
providers:
  - name: only
    timeout: 60s
    http: {{url: "http://127.0.0.1:{}/", text: "{{{{ idempotency_key }}}}"}}
)";

Flood::Request Sms() {
  Flood::Request request;
  auto& phone = *request.mutable_notification()->mutable_phone();
  phone.set_recipient("+18085550100");
  phone.set_as_text("Hello");
  request.set_request_id("order-1");
  return request;
}

TEST(Idempotency, SendsOnceForTenThousandConcurrentRepeats) {
  std::promise<void> all_called;
  const std::shared_future<void> may_answer = all_called.get_future().share();
  std::atomic<int> requests = 0;
  ScriptedServer upstream([&](ServerConnection& connection) {
    while (!connection.ReadRequest().empty()) {
      ++requests;
      may_answer.wait();
      connection.Send(Answer(200, "{}"));
    }
  });
  const TemporaryFile file(fmt::format(kConfiguration, upstream.port()));

  HeraldProcess herald({"serve", "--config", file.path()});
  int delivered = 0;
  int replayed = 0;
  const std::string address = herald.Address();
  herald.DiscardLines();
  Flood flood(address, kCalls,
              [&](const Flood::Request&, const grpc::Status& status,
                  const Flood::Response& response) {
                EXPECT_TRUE(status.ok()) << status.error_message();
                delivered += response.outcome() == v1::OUTCOME_DELIVERED;
                replayed += response.replayed();
              });
  flood.Send(
      [&](int call) {
        if (call == kCalls - 1) all_called.set_value();
        return Sms();
      },
      kCalls);
  EXPECT_EQ(requests, 1);
  EXPECT_EQ(delivered, kCalls);
  EXPECT_EQ(replayed, kCalls - 1);

  flood.Send([](int) { return Sms(); }, 1);
  EXPECT_EQ(requests, 1);
  EXPECT_EQ(replayed, kCalls);

  herald.Signal(SIGTERM);
  EXPECT_EQ(herald.ExitCode(), 0);
}

}  // namespace
}  // namespace herald
