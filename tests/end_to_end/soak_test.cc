// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <map>

#include "app/herald_process.h"
#include "end_to_end/flood.h"
#include "fakes/hostile_server.h"
#include "fakes/temporary_file.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const int kDeliveries = FloodSize(100'000);
const int kWarmUp = kDeliveries / 5;
constexpr int kInFlight = 64;

constexpr char kConfiguration[] = R"(
server:
  listen: 127.0.0.1:0
  io_threads: 2
http_client:
  max_response_body_bytes: 65536
providers:
  - name: hostile
    timeout: 250ms
    circuit_breaker: {{disabled: true}}
    http:
      url: http://127.0.0.1:{}/send
      json:
        to: "{{{{ notification.recipient }}}}"
        text: "{{{{ notification.as_text }}}}"
      success: status == 200 and body.ok
      message_id: "{{{{ headers['x-message-id'] }}}}"
      rules:
        - when: status == 200 and body.error
          outcome: dropped
          scope: content
          reason: "{{{{ text }}}}"
)";

Flood::Request Sms() {
  Flood::Request request;
  auto& phone = *request.mutable_notification()->mutable_phone();
  phone.set_recipient("+18085550100");
  phone.set_as_text("Your code is 471112");
  phone.set_code("471112");
  return request;
}

// Counts what became of the deliveries, and looks at each answer.
class Tally {
 public:
  void Add(const grpc::Status& status, const Flood::Response& response) {
    ASSERT_TRUE(status.ok()) << status.error_message();
    ++outcomes_[response.outcome()];
    ++reason_codes_[response.reason_code()];
    ASSERT_EQ(response.attempts_size(), 1);
    ASSERT_THAT(response.reason(), Not(HasSubstr("471112")));
    ASSERT_THAT(response.reason(), Not(HasSubstr("8085550100")));
    if (response.outcome() == v1::OUTCOME_DROPPED) {
      ASSERT_FALSE(response.possibly_sent());
    } else if (response.outcome() == v1::OUTCOME_RETRY) {
      ASSERT_NE(response.scope(), v1::SCOPE_UNSPECIFIED);
    }
  }

  int Count(v1::Outcome outcome) { return outcomes_[outcome]; }

  std::string ToText() const {
    std::string text;
    for (const auto& [code, count] : reason_codes_)
      text += fmt::format(" {}={}", code.empty() ? "DELIVERED" : code, count);
    return text;
  }

 private:
  std::map<v1::Outcome, int> outcomes_;
  std::map<std::string, int> reason_codes_;
};

TEST(Soak, EndsEveryDeliveryWithAnOutcomeWhateverTheUpstreamDoes) {
  // Freed memory comes back soon, so that growth can be seen.
  setenv("ASAN_OPTIONS", "quarantine_size_mb=4:malloc_context_size=4", 0);
  HostileServer upstream({.seed = 7});
  const TemporaryFile file(fmt::format(kConfiguration, upstream.origin().port));
  HeraldProcess herald({"serve", "--config", file.path()});
  Tally tally;
  const std::string address = herald.Address();
  herald.DiscardLines();
  Flood flood(address, kInFlight,
              [&](const grpc::Status& status, const Flood::Response& response) {
                tally.Add(status, response);
              });
  const Flood::Request request = Sms();
  flood.Send(request, kWarmUp);
  const std::size_t before = herald.ResidentBytes();
  flood.Send(request, kDeliveries - kWarmUp);
  const std::size_t after = herald.ResidentBytes();
  fmt::print("{}\nresident: {} KiB, then {} KiB; requests seen: {}\n",
             tally.ToText(), before >> 10, after >> 10, upstream.requests());

  const int delivered = tally.Count(v1::OUTCOME_DELIVERED);
  EXPECT_EQ(delivered + tally.Count(v1::OUTCOME_RETRY) +
                tally.Count(v1::OUTCOME_DROPPED),
            kDeliveries);
  EXPECT_GT(delivered, kDeliveries / 100);
  EXPECT_LE(delivered, upstream.accepted()) << "a wrong DELIVERED";
  EXPECT_LE(upstream.requests(), kDeliveries) << "a request was repeated";
  EXPECT_LT(after, before + before / 10 + (4 << 20)) << "memory grows";

  herald.Signal(SIGTERM);
  EXPECT_EQ(herald.ExitCode(), 0);
}

}  // namespace
}  // namespace herald
