// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

#include "delivery/delivery_recorder.h"
#include "rpc/lane.h"
#include "telemetry/metrics.h"

namespace herald {

// A thread with an event loop, and the setup that is in force there. Threads
// share nothing but what their setups are made of.
class IoThread {
 public:
  // `metrics` outlives the thread.
  explicit IoThread(Metrics& metrics);

  // The thread has not been started, or has been joined.
  ~IoThread() = default;

  boost::asio::any_io_executor executor() { return context_.get_executor(); }
  Lane lane() { return {context_.get_executor(), &setup_, &recorder_}; }

  // Puts a setup in force for the calls that begin from now on. The one before
  // ends, on this thread, with the last call that uses it.
  void Install(std::shared_ptr<const LaneSetup> setup);

  void Start();

  // Ends the thread and waits for it: once nothing is under way, or at once.
  enum class Stop { kWhenIdle, kAtOnce };
  void Join(Stop stop);

 private:
  // Attempts that were cut off end with the context, and their setup with them.
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  DeliveryRecorder recorder_;
  std::shared_ptr<const LaneSetup> setup_;
  std::thread thread_;
};

}  // namespace herald
