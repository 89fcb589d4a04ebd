// SPDX-License-Identifier: Apache-2.0
#include "app/monitoring.h"

#include <gmock/gmock.h>

#include <atomic>
#include <string>

#include "fakes/raw_client.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class MonitoringTest : public ::testing::Test {
 protected:
  MonitoringTest() {
    MonitoringCalls calls;
    calls.read = [] { return Readings{.deliveries_in_flight = 7}; };
    calls.is_ready = [this] { return is_ready_.load(); };
    calls.reload = [this] { return problems_; };
    auto monitoring =
        Monitoring::Start("127.0.0.1:0", metrics_, std::move(calls));
    EXPECT_TRUE(monitoring.ok()) << monitoring.status();
    monitoring_ = *std::move(monitoring);
  }

  std::string Ask(const std::string& request) {
    RawClient client(monitoring_->address());
    client.Send(request +
                " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    return client.ReadToEnd();
  }

  Metrics metrics_{"1.2.3"};
  std::atomic<bool> is_ready_ = true;
  std::string problems_;
  std::unique_ptr<Monitoring> monitoring_;
};

TEST_F(MonitoringTest, ShowsTheMetrics) {
  EXPECT_THAT(Ask("GET /metrics"),
              AllOf(StartsWith("HTTP/1.1 200"),
                    HasSubstr("Content-Type: text/plain; version=0.0.4"),
                    HasSubstr("herald_build_info{version=\"1.2.3\"} 1\n"),
                    HasSubstr("herald_deliveries_in_flight 7\n")));
}

TEST_F(MonitoringTest, TellsWhetherItLivesAndTakesCalls) {
  EXPECT_THAT(Ask("GET /healthz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Ask("GET /readyz"), StartsWith("HTTP/1.1 200"));
  is_ready_ = false;
  EXPECT_THAT(Ask("GET /healthz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Ask("GET /readyz"), StartsWith("HTTP/1.1 503"));
}

TEST_F(MonitoringTest, ReloadsAndTellsWhatIsWrong) {
  EXPECT_THAT(Ask("POST /reload"), StartsWith("HTTP/1.1 200"));
  problems_ = "herald.yaml:1:1: wrong\n";
  EXPECT_THAT(Ask("POST /reload"), AllOf(StartsWith("HTTP/1.1 422"),
                                         EndsWith("herald.yaml:1:1: wrong\n")));
  EXPECT_THAT(Ask("GET /reload"), StartsWith("HTTP/1.1 405"));
}

TEST_F(MonitoringTest, ReloadsForThisMachineAlone) {
  bool has_reloaded = false;
  const auto reload = [&] {
    has_reloaded = true;
    return std::string();
  };
  EXPECT_EQ(AnswerReload({.is_from_loopback = false}, reload).status, 403);
  EXPECT_FALSE(has_reloaded);
  EXPECT_EQ(AnswerReload({.is_from_loopback = true}, reload).status, 200);
  EXPECT_TRUE(has_reloaded);
}

TEST_F(MonitoringTest, TellsWhyItCannotListen) {
  const auto second =
      Monitoring::Start(monitoring_->address(), metrics_, MonitoringCalls());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace herald
