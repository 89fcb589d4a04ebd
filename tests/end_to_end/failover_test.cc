// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <map>
#include <string>
#include <vector>

#include "app/herald_process.h"
#include "delivery/labels.h"
#include "end_to_end/exposed_metrics.h"
#include "end_to_end/faulty_upstreams.h"
#include "end_to_end/flood.h"
#include "fakes/temporary_file.h"

namespace herald {
namespace {

// Of each of the two runs.
const int kDeliveries = FloodSize(50'000);
constexpr int kInFlight = 64;

// Every tenth delivery is asked for twice.
constexpr int kRepeatEvery = 10;
const int kRepeats = kDeliveries / kRepeatEvery;
const int kCalls = kDeliveries + kRepeats;

constexpr char kConfiguration[] = R"(
server:
  listen: 127.0.0.1:0
  io_threads: 2
monitoring:
  listen: 127.0.0.1:0
providers:
  - name: a
    timeout: 250ms
    circuit_breaker: {{disabled: true}}
    retry: {{max_retries: 2, initial_backoff: 1ms, max_backoff: 2ms}}
    http: {{url: "http://127.0.0.1:{}/", text: "{{{{ labels.number }}}}"}}
  - name: b
    timeout: 250ms
    circuit_breaker: {{disabled: true}}
    http: {{url: "http://127.0.0.1:{}/", text: "{{{{ labels.number }}}}"}}
  - name: c
    timeout: 250ms
    circuit_breaker: {{failure_percent: 60, open_time: 100ms}}
    http: {{url: "http://127.0.0.1:{}/", text: "{{{{ labels.number }}}}"}}
routes:
  - name: all
    providers: [{{a: 2, b: 1}}, c]
)";

// Every eleventh call is for the delivery that was asked for ten calls before.
int NumberOf(int call) {
  const int rounds = call / (kRepeatEvery + 1);
  const int place = call % (kRepeatEvery + 1);
  return rounds * kRepeatEvery + place % kRepeatEvery;
}

Flood::Request RequestFor(int call) {
  const std::string number = std::to_string(NumberOf(call));
  Flood::Request request;
  auto& phone = *request.mutable_notification()->mutable_phone();
  phone.set_recipient("+18085550100");
  phone.set_as_text("Hello");
  (*request.mutable_notification()->mutable_labels())["number"] = number;
  request.set_request_id("delivery-" + number);
  return request;
}

// What the callers were told of one delivery.
struct Told {
  bool is_delivered = false;
  bool is_possibly_sent = false;
};

class Callers {
 public:
  using Counts = std::map<std::vector<std::string>, int>;

  void Hear(const Flood::Request& request, const grpc::Status& status,
            const Flood::Response& response) {
    ASSERT_TRUE(status.ok()) << status.error_message();
    Told& told = told_[std::stoi(request.notification().labels().at("number"))];
    told.is_delivered |= response.outcome() == v1::OUTCOME_DELIVERED;
    told.is_possibly_sent |= response.possibly_sent();
    replayed_ += response.replayed();
    failed_over_ += response.attempts_size() > 1;
    ++deliveries_[{std::string(LabelOf(response.outcome())),
                   response.reason_code(),
                   response.replayed() ? "true" : "false"}];
    if (response.replayed()) return;
    for (const v1::Attempt& attempt : response.attempts()) {
      ++attempts_[{attempt.provider(), std::string(LabelOf(attempt.outcome())),
                   attempt.reason_code()}];
    }
  }

  const Told& told(int number) { return told_[number]; }
  int replayed() const { return replayed_; }
  int failed_over() const { return failed_over_; }

  // How many deliveries there were by outcome, reason code and whether they
  // were replays; how many attempts by provider, outcome and reason code.
  const Counts& deliveries() const { return deliveries_; }
  const Counts& attempts() const { return attempts_; }

 private:
  std::map<int, Told> told_;
  int replayed_ = 0;
  int failed_over_ = 0;
  Counts deliveries_;
  Counts attempts_;
};

class Failover : public testing::TestWithParam<std::uint32_t> {};

TEST_P(Failover, NeverRepeatsWhatMayHaveBeenSent) {
  FaultyUpstreams upstreams(3, kDeliveries, GetParam());
  const TemporaryFile file(fmt::format(kConfiguration, upstreams.port(0),
                                       upstreams.port(1), upstreams.port(2)));
  HeraldProcess herald({"serve", "--config", file.path()});
  Callers callers;
  const std::string address = herald.Address();
  herald.DiscardLines();
  Flood flood(address, kInFlight,
              [&](const Flood::Request& request, const grpc::Status& status,
                  const Flood::Response& response) {
                callers.Hear(request, status, response);
              });
  flood.Send(RequestFor, kCalls);

  int requests = 0;
  int accepted = 0;
  const auto deliveries = upstreams.deliveries();
  for (int number = 0; number < kDeliveries; ++number) {
    const FaultyUpstreams::Delivery& seen = deliveries[number];
    const Told& told = callers.told(number);
    requests += seen.requests;
    accepted += seen.accepted;
    ASSERT_EQ(seen.repeated, 0) << number;
    ASSERT_LE(seen.accepted, 1) << number;
    ASSERT_LE(told.is_delivered, seen.accepted == 1) << "a wrong DELIVERED";
    // Nobody is told that repeating is safe when it is not.
    ASSERT_LE(seen.accepted == 1, told.is_delivered || told.is_possibly_sent);
  }
  fmt::print("requests {}, accepted {}, failed over {}, replayed {}\n",
             requests, accepted, callers.failed_over(), callers.replayed());
  EXPECT_GT(accepted, kDeliveries / 2);
  EXPECT_GT(callers.failed_over(), kDeliveries / 10);
  EXPECT_GT(callers.replayed(), kRepeats / 2);

  const ExposedMetrics metrics(herald.monitoring());
  EXPECT_EQ(metrics.Sums("herald_deliveries_total",
                         {"outcome", "reason_code", "replayed"}),
            callers.deliveries());
  EXPECT_EQ(metrics.Sums("herald_attempts_total",
                         {"provider", "outcome", "reason_code"}),
            callers.attempts());

  herald.Signal(SIGTERM);
  EXPECT_EQ(herald.ExitCode(), 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Failover, testing::Values(7, 11));

}  // namespace
}  // namespace herald
