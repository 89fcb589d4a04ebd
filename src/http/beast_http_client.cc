// SPDX-License-Identifier: Apache-2.0
#include "http/beast_http_client.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "http/connection_pools.h"
#include "http/connector.h"
#include "http/exchange.h"
#include "http/request_head.h"

namespace herald {

namespace asio = boost::asio;
using TimePoint = std::chrono::steady_clock::time_point;

// All that one client owns.
class BeastHttpClient::Connections {
 public:
  Connections(const asio::any_io_executor& executor, HttpClientOptions options,
              std::unique_ptr<TlsContext> tls)
      : executor(executor),
        options(std::move(options)),
        clock(executor),
        connector(executor, this->options, clock, std::move(tls)),
        pools(this->options, clock) {}

  static asio::awaitable<HttpResult> Attempt(
      std::shared_ptr<Connections> connections, const HttpRequest& request,
      TimePoint deadline);

  const asio::any_io_executor executor;
  const HttpClientOptions options;
  AlarmClock clock;
  Connector connector;
  ConnectionPools pools;
  ReadBuffer buffer;
};

namespace {

HttpError NotSent(HttpErrorKind kind, const HttpRequest& request,
                  const std::string& what) {
  return {kind, false,
          absl::StrCat("nothing was sent to ", OriginName(request.origin), ": ",
                       what)};
}

}  // namespace

// Holds `connections` by value: the frame's other locals point into it.
asio::awaitable<HttpResult> BeastHttpClient::Connections::Attempt(
    std::shared_ptr<Connections> connections, const HttpRequest& request,
    TimePoint deadline) {
  if (const std::optional<std::string> fault = FindFault(request)) {
    co_return NotSent(HttpErrorKind::kInvalidRequest, request, *fault);
  }
  if (std::chrono::steady_clock::now() >= deadline) {
    co_return NotSent(HttpErrorKind::kNoTime, request, "the deadline is over");
  }
  ConnectionPool* pool = connections->pools.Find(request.origin);
  if (pool == nullptr) {
    co_return NotSent(HttpErrorKind::kConnect, request,
                      "too many origins have connections");
  }
  if (pool->IsQueueFull()) {
    co_return NotSent(HttpErrorKind::kConnect, request,
                      "too many attempts wait for a connection");
  }
  Lease lease = co_await pool->Acquire(connections->executor, deadline);
  if (!lease) {
    co_return NotSent(HttpErrorKind::kNoTime, request,
                      "no connection became free before the deadline");
  }
  if (lease.stream() == nullptr) {
    Connected connected =
        co_await connections->connector.Connect(request.origin, deadline);
    if (connected.stream == nullptr) {
      co_return NotSent(connected.kind, request, connected.reason);
    }
    lease.Use(std::move(connected.stream));
  }
  if (std::chrono::steady_clock::now() >= deadline) {
    co_return NotSent(HttpErrorKind::kNoTime, request,
                      "a connection came too late");
  }
  lease.stream()->ExpireAt(deadline);
  Exchanged exchanged = co_await Exchange(
      *lease.stream(), request, connections->options, connections->buffer);
  if (exchanged.is_reusable) lease.KeepConnection();
  co_return std::move(exchanged.result);
}

absl::StatusOr<std::unique_ptr<BeastHttpClient>> BeastHttpClient::Create(
    const asio::any_io_executor& executor, HttpClientOptions options) {
  absl::StatusOr<std::unique_ptr<TlsContext>> tls =
      TlsContext::Create(options.ca_file, options.max_origins);
  if (!tls.ok()) return tls.status();
  auto connections = std::make_shared<Connections>(executor, std::move(options),
                                                   *std::move(tls));
  return std::unique_ptr<BeastHttpClient>(
      new BeastHttpClient(std::move(connections)));
}

BeastHttpClient::BeastHttpClient(std::shared_ptr<Connections> connections)
    : connections_(std::move(connections)) {}

BeastHttpClient::~BeastHttpClient() {
  connections_->pools.Close();
  connections_->connector.Close();
}

asio::awaitable<HttpResult> BeastHttpClient::Send(const HttpRequest& request,
                                                  TimePoint deadline) {
  return Connections::Attempt(connections_, request, deadline);
}

void BeastHttpClient::Close() { connections_->pools.Close(); }

ConnectionCounts BeastHttpClient::Counts() const {
  return connections_->pools.Counts();
}

}  // namespace herald
