// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "http/http_client.h"
#include "http/http_client_options.h"

namespace herald {

// Counts over all origins, now.
struct ConnectionCounts {
  std::size_t origins = 0;

  // Connections that exist or are being made, idle ones among them.
  std::size_t open = 0;
  std::size_t idle = 0;

  // Attempts that wait for a connection.
  std::size_t waiting = 0;

  bool operator==(const ConnectionCounts&) const = default;
};

// Sends requests over HTTP/1.1, on connections that it keeps for the next
// request to the same origin. A connection is looked at before it is used
// again, and dropped if the server has closed it or said something unasked. A
// request is written once, whatever comes of it.
//
// Belongs to one I/O thread. Destroy it before the executor's context, when
// that has stopped or run out of work; attempts that are still suspended end,
// without a result, with the context.
class BeastHttpClient : public HttpClient {
 public:
  // INVALID_ARGUMENT with a clear message if the CA file cannot be used.
  static absl::StatusOr<std::unique_ptr<BeastHttpClient>> Create(
      const boost::asio::any_io_executor& executor, HttpClientOptions options);

  ~BeastHttpClient() override;

  boost::asio::awaitable<HttpResult> Send(
      const HttpRequest& request,
      std::chrono::steady_clock::time_point deadline) override;

  // Closes unused connections and keeps no more. Attempts under way go on.
  // After the last of them the client gives the executor no more work, so that
  // a context without other work returns from run().
  void Close();

  ConnectionCounts Counts() const;

 private:
  class Connections;

  explicit BeastHttpClient(std::shared_ptr<Connections> connections);

  // Shared with the attempts under way, whose frames may outlive the client.
  std::shared_ptr<Connections> connections_;
};

}  // namespace herald
