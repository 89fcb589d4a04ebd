// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/deployment.h"
#include "app/io_thread.h"
#include "app/lane_deployment.h"
#include "app/monitoring.h"
#include "app/tls_files.h"
#include "delivery/clock.h"
#include "delivery/memory_limit_store.h"
#include "delivery/memory_replay_store.h"
#include "rpc/server.h"
#include "telemetry/metrics.h"
#include "telemetry/readings.h"

namespace herald {

// Why the program has to end, one line a mistake, and its exit code: 1 if the
// machine is at fault, 2 if it is the configuration.
struct Failure {
  int exit_code = 1;
  std::vector<std::string> lines;
};

// All that a configuration asks for: the I/O threads with their providers and
// the gRPC server, and the port for machines that watch. Owned by main's
// thread, which makes every call but Reload.
class Service {
 public:
  // Loads the file and makes everything that it names, without running it or
  // opening a port.
  explicit Service(const std::string& file);

  // Stops at once, unless Stop was called.
  ~Service();

  // What is wrong with the configuration or the files it names.
  const std::optional<Failure>& failure() const { return failure_; }

  // The configuration in force. Complete only if there is no failure.
  std::shared_ptr<const Deployment> deployment() const;

  // Runs the threads and serves at `listen`, or where the configuration says
  // if that is empty. Requires that there is no failure.
  std::optional<Failure> Start(const std::string& listen);

  // Where it serves, with the real port. Requires a successful Start.
  const std::string& address() const { return server_->address(); }
  std::size_t io_threads() const { return threads_.size(); }

  // Loads the file anew: all of it is in force for the calls that begin from
  // now on, save `server`, whose changes wait for a restart; or nothing is, if
  // there is a failure. Any thread may call it after Start and before Stop.
  std::optional<Failure> Reload();

  // Where metrics are served; empty if they are not.
  std::string monitoring_address() const;

  // Takes no more calls, gives those in flight their grace, and ends the
  // threads. Returns how many attempts were cut off.
  int Stop();

 private:
  using LaneDeployments = std::vector<std::shared_ptr<const LaneDeployment>>;

  LaneDeployments MakeLanes(const std::shared_ptr<Deployment>& deployment);
  void Install(std::shared_ptr<const Deployment> deployment,
               LaneDeployments lanes);
  std::optional<Failure> StartMonitoring();
  Readings Read();
  ConnectionCounts CountConnections();
  std::optional<Failure> TryToReload();
  void StopThreads(IoThread::Stop stop);
  std::vector<Lane> Lanes() const;

  const std::string file_;
  const SystemClock clock_;
  Metrics metrics_;
  TlsFiles tls_;

  std::unique_ptr<MemoryLimitStore> limits_;

  // One for each thread.
  std::vector<std::unique_ptr<MemoryReplayStore>> replays_;
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::unique_ptr<Server> server_;

  // Set while `server_` takes calls.
  std::atomic<bool> is_serving_ = false;
  std::unique_ptr<Monitoring> monitoring_;
  std::optional<Failure> failure_;

  // One reload at a time.
  std::mutex reload_mutex_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Deployment> deployment_;

  // In force, one for each thread, which owns it.
  std::vector<std::weak_ptr<const LaneDeployment>> lanes_;
};

}  // namespace herald
