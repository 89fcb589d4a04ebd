// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "absl/status/statusor.h"
#include "app/deployment.h"
#include "delivery/engine.h"
#include "delivery/pause.h"
#include "delivery/replay_store.h"
#include "http/beast_http_client.h"
#include "rpc/lane.h"

namespace herald {

// What one load of the configuration makes for one I/O thread: an HTTP client
// with its connections, the providers, and the engine that uses them. Ends on
// that thread, with the last call that uses it.
class LaneDeployment {
 public:
  // `replays` and `handlers` are the thread's; the stores outlive it.
  // INVALID_ARGUMENT if the HTTP client's CA file cannot be used; mistakes of
  // the providers become errors of the deployment's configuration.
  static absl::StatusOr<std::shared_ptr<const LaneDeployment>> Create(
      std::shared_ptr<Deployment> deployment, LimitStore& limits,
      ReplayStore& replays, const boost::asio::any_io_executor& executor);

  // What calls use. Keep it together with its lane.
  static std::shared_ptr<const LaneSetup> SetupOf(
      std::shared_ptr<const LaneDeployment> lane);

  // To be asked on its thread.
  ConnectionCounts connections() const { return client_->Counts(); }

 private:
  explicit LaneDeployment(std::shared_ptr<Deployment> deployment)
      : deployment_(std::move(deployment)) {}

  // Outlives all that follows.
  const std::shared_ptr<const Deployment> deployment_;
  TimerPause pause_;
  std::unique_ptr<BeastHttpClient> client_;
  std::unique_ptr<Engine> engine_;
  LaneSetup setup_;
};

}  // namespace herald
