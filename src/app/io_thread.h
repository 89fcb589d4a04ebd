// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

#include "absl/status/statusor.h"
#include "app/configuration_loader.h"
#include "app/sandboxes.h"
#include "delivery/clock.h"
#include "delivery/engine.h"
#include "http/beast_http_client.h"
#include "rpc/lane.h"
#include "telemetry/redaction.h"

namespace herald {

// One thread and all that lives on it: an event loop, an HTTP client with its
// connections, the providers and the engine that uses them. Threads share only
// what they are constructed with, which outlives them.
class IoThread {
 public:
  // Makes everything but does not run it. INVALID_ARGUMENT if the HTTP
  // client's CA file cannot be used; mistakes of the providers become errors
  // of the configuration.
  static absl::StatusOr<std::unique_ptr<IoThread>> Create(
      LoadedConfiguration& loaded, const Sandboxes& sandboxes,
      const Redactor& redactor, const Clock& clock);

  // The thread has not been started, or has been stopped.
  ~IoThread() = default;

  Lane lane() { return {context_.get_executor(), engine_.get()}; }

  void Start();

  // Ends the thread and waits for it: once nothing is under way, or at once.
  enum class Stop { kWhenIdle, kAtOnce };
  void Join(Stop stop);

 private:
  IoThread();

  // Attempts that were cut off end with the context, so it goes last.
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  std::unique_ptr<BeastHttpClient> client_;
  std::unique_ptr<Engine> engine_;
  std::thread thread_;
};

}  // namespace herald
