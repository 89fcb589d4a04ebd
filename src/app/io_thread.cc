// SPDX-License-Identifier: Apache-2.0
#include "app/io_thread.h"

#include <boost/asio/post.hpp>

namespace herald {

// The hint says that one thread runs the context, which then wakes no others;
// any thread may still post to it.
IoThread::IoThread(Metrics& metrics)
    : context_(1), work_(context_.get_executor()), recorder_(metrics) {}

void IoThread::Install(std::shared_ptr<const LaneSetup> setup) {
  boost::asio::post(context_, [this, setup = std::move(setup)]() mutable {
    setup_ = std::move(setup);
  });
}

void IoThread::Start() {
  thread_ = std::thread([this] { context_.run(); });
}

void IoThread::Join(Stop stop) {
  work_.reset();
  Install(nullptr);
  if (stop == Stop::kAtOnce) context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace herald
