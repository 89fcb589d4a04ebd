// SPDX-License-Identifier: Apache-2.0
#include "http/connector.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>

#include "absl/strings/str_cat.h"

namespace herald {

namespace asio = boost::asio;

namespace {

using TimePoint = std::chrono::steady_clock::time_point;

Connected Failure(HttpErrorKind kind, std::string reason) {
  return {nullptr, kind, std::move(reason)};
}

// What ran out of time: the step, or the deadline of the whole attempt.
Connected Expired(HttpErrorKind step, TimePoint deadline, const char* what,
                  std::chrono::milliseconds timeout) {
  if (std::chrono::steady_clock::now() >= deadline) {
    return Failure(HttpErrorKind::kNoTime,
                   absl::StrCat(what, " before the deadline"));
  }
  return Failure(step, absl::StrCat(what, " within ", timeout.count(), " ms"));
}

}  // namespace

Connector::Connector(const asio::any_io_executor& executor,
                     const HttpClientOptions& options, AlarmClock& clock,
                     std::unique_ptr<TlsContext> tls)
    : executor_(executor),
      options_(options),
      clock_(clock),
      tls_(std::move(tls)),
      resolver_(executor, options) {}

asio::awaitable<Connected> Connector::Connect(const HttpOrigin& origin,
                                              TimePoint deadline) {
  const TimePoint connect_deadline = std::min(
      deadline, std::chrono::steady_clock::now() + options_.connect_timeout);
  const Resolver::Answer resolved =
      co_await resolver_.Resolve(origin.host, connect_deadline);
  if (resolved.is_late) {
    co_return Expired(HttpErrorKind::kResolve, deadline,
                      "the host name was not resolved",
                      options_.connect_timeout);
  }
  if (resolved.addresses.empty()) {
    co_return Failure(
        HttpErrorKind::kResolve,
        absl::StrCat("the host name cannot be resolved: ", resolved.reason));
  }
  Connected connected =
      co_await ConnectToAny(origin, resolved.addresses, connect_deadline);
  if (connected.stream == nullptr) {
    resolver_.Forget(origin.host);
    if (std::chrono::steady_clock::now() >= deadline) {
      connected.kind = HttpErrorKind::kNoTime;
    }
    co_return connected;
  }
  if (!origin.is_tls) co_return connected;
  co_return co_await SecureStream(std::move(connected.stream), origin,
                                  deadline);
}

asio::awaitable<Connected> Connector::ConnectToAny(
    const HttpOrigin& origin, const Resolver::Addresses& addresses,
    TimePoint deadline) {
  Connected connected;
  connected.stream = std::make_unique<ByteStream>(executor_, clock_);
  ByteStream& stream = *connected.stream;
  std::size_t left = addresses.size();
  for (const asio::ip::address& address : addresses) {
    const TimePoint now = std::chrono::steady_clock::now();
    const asio::generic::stream_protocol::endpoint endpoint(
        asio::ip::tcp::endpoint(address, origin.port));
    stream.ExpireAt(now + (deadline - now) / left);
    const StreamStep step = co_await stream.Connect(endpoint);
    if (step == StreamStep::kDone) {
      if (left != addresses.size()) resolver_.Prefer(origin.host, address);
      co_return connected;
    }
    connected.reason = step == StreamStep::kExpired
                           ? "no connection in time"
                           : "no connection: " + stream.reason();
    --left;
  }
  connected.stream = nullptr;
  co_return connected;
}

asio::awaitable<Connected> Connector::SecureStream(
    std::unique_ptr<ByteStream> stream, const HttpOrigin& origin,
    TimePoint deadline) {
  stream->ExpireAt(std::min(
      deadline, std::chrono::steady_clock::now() + options_.tls_timeout));
  const StreamStep step = co_await stream->StartTls(*tls_, origin);
  if (step == StreamStep::kExpired) {
    co_return Expired(HttpErrorKind::kTls, deadline,
                      "the TLS handshake was not done", options_.tls_timeout);
  }
  if (step != StreamStep::kDone) {
    co_return Failure(HttpErrorKind::kTls, stream->reason());
  }
  Connected connected;
  connected.stream = std::move(stream);
  co_return connected;
}

}  // namespace herald
