// SPDX-License-Identifier: Apache-2.0
#include "app/io_thread.h"

#include <boost/asio/post.hpp>

#include "app/options.h"
#include "app/provider_making.h"

namespace herald {

// The hint says that one thread runs the context, which then wakes no others;
// any thread may still post to it.
IoThread::IoThread() : context_(1), work_(context_.get_executor()) {}

absl::StatusOr<std::unique_ptr<IoThread>> IoThread::Create(
    LoadedConfiguration& loaded, const Sandboxes& sandboxes,
    const Redactor& redactor, const Clock& clock) {
  std::unique_ptr<IoThread> thread(new IoThread());
  auto client = BeastHttpClient::Create(
      thread->context_.get_executor(),
      ToHttpClientOptions(loaded.configuration.http_client(), loaded.places));
  if (!client.ok()) return client.status();
  thread->client_ = *std::move(client);
  thread->engine_ = std::make_unique<Engine>(
      MakeProviders(loaded, sandboxes, *thread->client_, clock), redactor,
      clock);
  return thread;
}

void IoThread::Start() {
  thread_ = std::thread([this] { context_.run(); });
}

void IoThread::Join(Stop stop) {
  work_.reset();
  boost::asio::post(context_, [this] { client_->Close(); });
  if (stop == Stop::kAtOnce) context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace herald
