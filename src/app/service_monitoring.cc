// SPDX-License-Identifier: Apache-2.0
// What the service shows of itself.
#include <utility>

#include <boost/asio/post.hpp>
#include <future>

#include "absl/strings/str_join.h"
#include "app/service.h"

namespace herald {
namespace {

constexpr std::chrono::seconds kMaxWait(1);

CircuitReading ReadingOf(v1::CircuitState state) {
  if (state == v1::CIRCUIT_STATE_OPEN) return CircuitReading::kOpen;
  return state == v1::CIRCUIT_STATE_HALF_OPEN ? CircuitReading::kHalfOpen
                                              : CircuitReading::kClosed;
}

std::vector<Readings::Circuit> ReadCircuits(const Deployment& deployment,
                                            const Clock& clock) {
  std::vector<Readings::Circuit> circuits;
  for (const auto& provider : deployment.loaded.configuration.providers()) {
    const auto circuit =
        deployment.breakers.Find(provider.name())->Look(clock.Now());
    if (circuit.state == v1::CIRCUIT_STATE_UNSPECIFIED) continue;
    circuits.push_back({provider.name(), ReadingOf(circuit.state)});
  }
  return circuits;
}

}  // namespace

std::optional<Failure> Service::StartMonitoring() {
  const auto in_force = deployment();
  const v1::Configuration& configuration = in_force->loaded.configuration;
  if (!configuration.has_monitoring()) return std::nullopt;
  MonitoringCalls calls;
  calls.read = [this] { return Read(); };
  calls.is_ready = [this] { return is_serving_.load(); };
  calls.reload = [this] {
    const auto failure = Reload();
    return failure ? absl::StrJoin(failure->lines, "\n") + "\n" : "";
  };
  auto monitoring = Monitoring::Start(configuration.monitoring().listen(),
                                      metrics_, std::move(calls));
  if (!monitoring.ok()) {
    return Failure{1,
                   {"herald: " + std::string(monitoring.status().message())}};
  }
  monitoring_ = *std::move(monitoring);
  return std::nullopt;
}

std::string Service::monitoring_address() const {
  return monitoring_ == nullptr ? "" : monitoring_->address();
}

Readings Service::Read() {
  Readings readings;
  if (is_serving_) readings.deliveries_in_flight = server_->calls_in_flight();
  const ConnectionCounts connections = CountConnections();
  readings.connections_active =
      static_cast<std::int64_t>(connections.open - connections.idle);
  readings.connections_idle = static_cast<std::int64_t>(connections.idle);
  readings.attempts_waiting = static_cast<std::int64_t>(connections.waiting);
  for (const auto& replays : replays_) {
    readings.remembered_deliveries +=
        static_cast<std::int64_t>(replays->size());
    readings.deliveries_forgotten_early +=
        static_cast<std::int64_t>(replays->forgotten_early());
  }
  readings.limit_counters = limits_->counters();
  readings.limit_counters_evicted = limits_->evictions();
  readings.circuits = ReadCircuits(*deployment(), clock_);
  return readings;
}

// Asks each thread; one that is too busy to answer is left out.
ConnectionCounts Service::CountConnections() {
  std::vector<std::weak_ptr<const LaneDeployment>> lanes;
  {
    const std::lock_guard lock(mutex_);
    lanes = lanes_;
  }
  std::vector<std::future<ConnectionCounts>> answers;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    auto answer = std::make_shared<std::promise<ConnectionCounts>>();
    answers.push_back(answer->get_future());
    boost::asio::post(threads_[i]->executor(), [answer, lane = lanes[i]] {
      const auto in_force = lane.lock();
      answer->set_value(in_force ? in_force->connections()
                                 : ConnectionCounts());
    });
  }
  ConnectionCounts sum;
  const auto end = std::chrono::steady_clock::now() + kMaxWait;
  for (std::future<ConnectionCounts>& answer : answers) {
    if (answer.wait_until(end) != std::future_status::ready) continue;
    const ConnectionCounts counts = answer.get();
    sum.open += counts.open;
    sum.idle += counts.idle;
    sum.waiting += counts.waiting;
  }
  return sum;
}

}  // namespace herald
