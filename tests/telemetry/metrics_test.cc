// SPDX-License-Identifier: Apache-2.0
#include "telemetry/metrics.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "telemetry/lane_metrics.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr DeliveryLabels kDelivered = {
    .route = "eu", .channel = "sms", .country = "DE", .outcome = "delivered"};
constexpr AttemptLabels kRefused = {.provider = "acme",
                                    .channel = "sms",
                                    .country = "DE",
                                    .outcome = "dropped",
                                    .scope = "recipient",
                                    .reason_code = "BAD_NUMBER"};

// The lines of a metric, without its help and type.
std::vector<std::string> LinesOf(const Metrics& metrics,
                                 const std::string& name) {
  std::istringstream text(metrics.Expose({}));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(name + "{") || line.starts_with(name + " "))
      lines.push_back(line);
  }
  return lines;
}

TEST(Metrics, CountDeliveriesByWhatBecameOfThem) {
  Metrics metrics("1.2.3");
  LaneMetrics lane(metrics);
  lane.CountDelivery(kDelivered, milliseconds(3));
  lane.CountDelivery(kDelivered, milliseconds(30));
  EXPECT_THAT(
      metrics.Expose({}),
      AllOf(HasSubstr("# TYPE herald_deliveries_total counter\n"
                      "herald_deliveries_total{channel=\"sms\",country=\"DE\","
                      "outcome=\"delivered\",reason_code=\"\","
                      "replayed=\"false\",route=\"eu\",scope=\"\"} 2\n"),
            HasSubstr("herald_delivery_duration_seconds_count{channel=\"sms\","
                      "outcome=\"delivered\"} 2\n"),
            HasSubstr("herald_delivery_duration_seconds_bucket{channel=\"sms\","
                      "outcome=\"delivered\",le=\"0.005\"} 1\n")));
}

TEST(Metrics, CountReplaysApartAndWithoutTheirDuration) {
  Metrics metrics("1.2.3");
  LaneMetrics lane(metrics);
  DeliveryLabels replay = kDelivered;
  replay.is_replayed = true;
  lane.CountDelivery(replay, milliseconds(3));
  EXPECT_THAT(metrics.Expose({}),
              AllOf(ContainsRegex("herald_deliveries_total.*true.*\\} 1"),
                    Not(HasSubstr("herald_delivery_duration_seconds_count"))));
}

TEST(Metrics, CountAttemptsByProvider) {
  Metrics metrics("1.2.3");
  LaneMetrics(metrics).CountAttempt(kRefused, milliseconds(300));
  EXPECT_THAT(
      metrics.Expose({}),
      AllOf(HasSubstr("herald_attempts_total{channel=\"sms\",country=\"DE\","
                      "outcome=\"dropped\",provider=\"acme\","
                      "reason_code=\"BAD_NUMBER\",scope=\"recipient\"} 1\n"),
            HasSubstr("herald_attempt_duration_seconds_sum{provider=\"acme\"} "
                      "0.3")));
}

TEST(Metrics, CountRefusalsOfTheGuardAndRejectedCalls) {
  Metrics metrics("1.2.3");
  LaneMetrics(metrics).CountRefusal(
      {.reason_code = "RATE_LIMITED", .limit = "per-ip", .is_dry_run = true});
  metrics.CountRejection("INVALID_ARGUMENT");
  EXPECT_THAT(
      metrics.Expose({}),
      AllOf(HasSubstr("herald_guard_refusals_total{dry_run=\"true\","
                      "limit=\"per-ip\",reason_code=\"RATE_LIMITED\"} 1\n"),
            HasSubstr("herald_calls_rejected_total{code=\"INVALID_ARGUMENT\"} "
                      "1\n"),
            HasSubstr("herald_calls_rejected_total{code=\"INTERNAL\"} 0\n")));
}

TEST(Metrics, TellWhetherTheLastReloadSucceeded) {
  Metrics metrics("1.2.3");
  metrics.ConfigurationLoaded(absl::FromUnixSeconds(1'700'000'000));
  EXPECT_THAT(
      metrics.Expose({}),
      AllOf(HasSubstr("herald_reloads_total{result=\"success\"} 0\n"),
            HasSubstr("herald_configuration_last_reload_successful 1\n")));
  metrics.CountReload(false, absl::FromUnixSeconds(1'700'000'001));
  EXPECT_THAT(
      metrics.Expose({}),
      AllOf(HasSubstr("herald_reloads_total{result=\"failure\"} 1\n"),
            HasSubstr("herald_configuration_last_reload_successful 0\n"),
            HasSubstr("_timestamp_seconds 1700000000\n")));
  metrics.CountReload(true, absl::FromUnixSeconds(1'700'000'002));
  EXPECT_THAT(
      metrics.Expose({}),
      AllOf(HasSubstr("herald_reloads_total{result=\"success\"} 1\n"),
            HasSubstr("herald_configuration_last_reload_successful 1\n"),
            HasSubstr("_timestamp_seconds 1700000002\n")));
}

TEST(Metrics, ShowWhatIsReadAtTheScrape) {
  Readings readings;
  readings.deliveries_in_flight = 7;
  readings.connections_active = 5;
  readings.connections_idle = 2;
  readings.attempts_waiting = 3;
  readings.remembered_deliveries = 11;
  readings.deliveries_forgotten_early = 1;
  readings.limit_counters = 13;
  readings.limit_counters_evicted = 4;
  readings.circuits = {{"acme", CircuitReading::kOpen},
                       {"other", CircuitReading::kClosed}};
  EXPECT_THAT(
      Metrics("1.2.3").Expose(readings),
      AllOf(HasSubstr("herald_build_info{version=\"1.2.3\"} 1\n"),
            HasSubstr("herald_deliveries_in_flight 7\n"),
            HasSubstr("herald_http_connections{state=\"active\"} 5\n"
                      "herald_http_connections{state=\"idle\"} 2\n"),
            HasSubstr("herald_http_attempts_waiting 3\n"),
            HasSubstr("herald_remembered_deliveries 11\n"),
            HasSubstr("# TYPE herald_deliveries_forgotten_early_total counter\n"
                      "herald_deliveries_forgotten_early_total 1\n"),
            HasSubstr("herald_log_lines_dropped_total 0\n"),
            HasSubstr("herald_limit_counters 13\n"),
            HasSubstr("herald_limit_counters_evicted_total 4\n"),
            HasSubstr("herald_circuit_state{provider=\"acme\"} 2\n"
                      "herald_circuit_state{provider=\"other\"} 0\n")));
}

TEST(Metrics, BoundReasonCodes) {
  Metrics metrics("1.2.3");
  LaneMetrics lane(metrics);
  for (int i = 0; i < 1000; ++i) {
    AttemptLabels labels = kRefused;
    const std::string code = fmt::format("CODE_{}", i);
    labels.reason_code = code;
    lane.CountAttempt(labels, milliseconds(1));
  }
  const auto lines = LinesOf(metrics, "herald_attempts_total");
  EXPECT_EQ(lines.size(), 201u);
  EXPECT_THAT(lines, testing::Contains(AllOf(HasSubstr("reason_code=\"other\""),
                                             HasSubstr(" 800"))));
}

TEST(Metrics, BoundSeriesAndLoseNoCount) {
  Metrics metrics("1.2.3");
  LaneMetrics lane(metrics);
  for (int i = 0; i < 20'000; ++i) {
    AttemptLabels labels = kRefused;
    const std::string provider = fmt::format("p{}", i);
    labels.provider = provider;
    lane.CountAttempt(labels, milliseconds(1));
  }
  const auto lines = LinesOf(metrics, "herald_attempts_total");
  EXPECT_EQ(lines.size(), 10'001u);
  EXPECT_THAT(lines, testing::Contains(AllOf(HasSubstr("provider=\"other\""),
                                             HasSubstr(" 10000"))));
  const auto detailed = std::ranges::count_if(lines, [](const auto& line) {
    return line.find("BAD_NUMBER") != std::string::npos;
  });
  EXPECT_EQ(detailed, 5'000);
}

TEST(Metrics, CountFromManyThreadsWhileTheyAreScraped) {
  Metrics metrics("1.2.3");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      LaneMetrics lane(metrics);
      for (int n = 0; n < 5'000; ++n)
        lane.CountDelivery(kDelivered, milliseconds(1));
    });
  }
  for (int i = 0; i < 10; ++i) metrics.Expose({});
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(LinesOf(metrics, "herald_deliveries_total"),
              testing::ElementsAre(HasSubstr(" 20000")));
}

}  // namespace
}  // namespace herald
