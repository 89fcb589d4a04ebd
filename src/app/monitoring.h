// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "http/http_server.h"
#include "telemetry/metrics.h"
#include "telemetry/readings.h"

namespace herald {

// What the monitoring port asks the program. Called on its thread.
struct MonitoringCalls {
  // What is the case now.
  std::function<Readings()> read;

  // Whether calls are taken.
  std::function<bool()> is_ready;

  // Loads the configuration anew. Returns what is wrong with it, line by line;
  // nothing if it is in force now.
  std::function<std::string()> reload;
};

// The answer to POST /reload.
ServedReply AnswerReload(const ServedRequest& request,
                         const std::function<std::string()>& reload);

// The HTTP port for machines that watch, with a thread of its own:
//
//   GET  /metrics   for Prometheus
//   GET  /healthz   200 as long as the process lives
//   GET  /readyz    200 if calls are taken, otherwise 503
//   POST /reload    from this machine alone, otherwise 403: 200, or 422 with
//                   what is wrong
class Monitoring {
 public:
  // Listens at `listen` and serves. `metrics` and what `calls` refers to
  // outlive it. INVALID_ARGUMENT or UNAVAILABLE if it cannot listen there.
  static absl::StatusOr<std::unique_ptr<Monitoring>> Start(
      const std::string& listen, const Metrics& metrics, MonitoringCalls calls);

  // Ends the thread, after the answer that it is at.
  ~Monitoring();

  // Where it listens, with the real port.
  const std::string& address() const { return server_->address(); }

 private:
  Monitoring(const Metrics& metrics, MonitoringCalls calls);

  const Metrics& metrics_;
  const MonitoringCalls calls_;
  boost::asio::io_context context_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

}  // namespace herald
