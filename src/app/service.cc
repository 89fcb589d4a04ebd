// SPDX-License-Identifier: Apache-2.0
#include "app/service.h"

#include <utility>

#include <google/protobuf/util/message_differencer.h>

#include "app/guard_making.h"
#include "app/options.h"
#include "telemetry/log.h"

namespace herald {
namespace {

using google::protobuf::util::MessageDifferencer;

std::vector<std::string> Lines(const ConfigurationErrors& errors) {
  std::vector<std::string> lines;
  for (const ConfigurationError& error : errors.Sorted()) {
    lines.push_back(error.ToString());
  }
  return lines;
}

std::optional<Failure> FailureOf(const Deployment& deployment) {
  const ConfigurationErrors& errors = deployment.loaded.errors;
  const ConfigurationErrors& file_errors = deployment.file_errors;
  if (!errors.empty()) return Failure{2, Lines(errors)};
  if (!file_errors.empty()) return Failure{1, Lines(file_errors)};
  return std::nullopt;
}

// Says which changes are not in force yet.
void WarnOfRestart(const v1::Configuration& before,
                   const v1::Configuration& next) {
  if (!MessageDifferencer::Equals(before.server(), next.server())) {
    Log(LogLevel::kWarning, "restart_needed", {Field("field", "server")});
  }
  if (!MessageDifferencer::Equals(before.monitoring(), next.monitoring())) {
    Log(LogLevel::kWarning, "restart_needed", {Field("field", "monitoring")});
  }
}

}  // namespace

Service::Service(const std::string& file)
    : file_(file), metrics_(HERALD_VERSION) {
  const auto deployment = std::make_shared<Deployment>(file, nullptr, clock_);
  const v1::Server& server = deployment->loaded.configuration.server();
  const int count = IoThreads(server);
  limits_ = std::make_unique<MemoryLimitStore>(
      MaxCounters(deployment->loaded.configuration.guard()), clock_);
  while (static_cast<int>(threads_.size()) < count) {
    threads_.push_back(std::make_unique<IoThread>(metrics_));
    replays_.push_back(std::make_unique<MemoryReplayStore>(
        ReplayBoundsOf(deployment->loaded.configuration.idempotency(), count),
        clock_));
  }
  LaneDeployments lanes = MakeLanes(deployment);
  if (deployment->loaded.errors.empty() && server.has_tls()) {
    FieldViolations violations;
    tls_ = ReadTlsFiles(server.tls().certificate_file(),
                        server.tls().private_key_file(), violations);
    AddViolations(violations, "server.tls", deployment->loaded.places,
                  deployment->file_errors);
  }
  failure_ = FailureOf(*deployment);
  if (!failure_) Install(deployment, std::move(lanes));
  deployment_ = deployment;
}

Service::~Service() {
  monitoring_.reset();
  server_.reset();
  StopThreads(IoThread::Stop::kAtOnce);
}

Service::LaneDeployments Service::MakeLanes(
    const std::shared_ptr<Deployment>& deployment) {
  LaneDeployments lanes;
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    auto lane = LaneDeployment::Create(deployment, *limits_, *replays_[i],
                                       threads_[i]->executor());
    if (!lane.ok()) {
      deployment->file_errors.Add("http_client.ca_file",
                                  deployment->loaded.places,
                                  std::string(lane.status().message()));
      break;
    }
    lanes.push_back(*std::move(lane));
    // The first finds all mistakes; there is no use for others then.
    if (!deployment->loaded.errors.empty()) break;
  }
  return lanes;
}

void Service::Install(std::shared_ptr<const Deployment> deployment,
                      LaneDeployments lanes) {
  const v1::Configuration& configuration = deployment->loaded.configuration;
  SetLeastLogLevel(LeastLogLevel(configuration.logging()));
  limits_->SetMaxCounters(MaxCounters(configuration.guard()));
  const ReplayBounds bounds = ReplayBoundsOf(configuration.idempotency(),
                                             static_cast<int>(threads_.size()));
  const std::lock_guard lock(mutex_);
  lanes_.assign(lanes.begin(), lanes.end());
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    MemoryReplayStore* replays = replays_[i].get();
    boost::asio::post(threads_[i]->executor(),
                      [=] { replays->SetBounds(bounds); });
    threads_[i]->Install(LaneDeployment::SetupOf(std::move(lanes[i])));
  }
  deployment_ = std::move(deployment);
}

std::shared_ptr<const Deployment> Service::deployment() const {
  const std::lock_guard lock(mutex_);
  return deployment_;
}

std::optional<Failure> Service::Start(const std::string& listen) {
  ServerOptions options =
      ToServerOptions(deployment()->loaded.configuration.server());
  if (!listen.empty()) options.listen = listen;
  options.certificate_chain = tls_.certificate_chain;
  options.private_key = tls_.private_key;
  for (const auto& thread : threads_) thread->Start();
  if (auto failure = StartMonitoring()) return failure;
  auto server = Server::Start(
      options, Lanes(), [this] { return deployment()->sandboxes; }, metrics_,
      clock_);
  if (!server.ok()) {
    return Failure{1, {"herald: " + std::string(server.status().message())}};
  }
  server_ = *std::move(server);
  is_serving_ = true;
  metrics_.ConfigurationLoaded(clock_.WallNow());
  return std::nullopt;
}

std::optional<Failure> Service::Reload() {
  const std::lock_guard lock(reload_mutex_);
  const auto failure = TryToReload();
  metrics_.CountReload(!failure.has_value(), clock_.WallNow());
  if (!failure) {
    Log(LogLevel::kInfo, "reloaded");
    return std::nullopt;
  }
  for (const std::string& line : failure->lines) {
    Log(LogLevel::kError, "reload_failed", {Field("problem", Public(line))});
  }
  return failure;
}

std::optional<Failure> Service::TryToReload() {
  const std::shared_ptr<const Deployment> before = deployment();
  const auto next = std::make_shared<Deployment>(file_, before.get(), clock_);
  LaneDeployments lanes = MakeLanes(next);
  if (auto failure = FailureOf(*next)) return failure;
  WarnOfRestart(before->loaded.configuration, next->loaded.configuration);
  Install(next, std::move(lanes));
  return std::nullopt;
}

int Service::Stop() {
  is_serving_ = false;
  const int cut_off = server_->Shutdown(
      ShutdownGrace(deployment()->loaded.configuration.server()));
  monitoring_.reset();
  StopThreads(cut_off == 0 ? IoThread::Stop::kWhenIdle
                           : IoThread::Stop::kAtOnce);
  return cut_off;
}

void Service::StopThreads(IoThread::Stop stop) {
  for (const auto& thread : threads_) thread->Join(stop);
  threads_.clear();
}

std::vector<Lane> Service::Lanes() const {
  std::vector<Lane> lanes;
  for (const auto& thread : threads_) lanes.push_back(thread->lane());
  return lanes;
}

}  // namespace herald
