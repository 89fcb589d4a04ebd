// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "http/alarm.h"
#include "http/byte_stream.h"
#include "http/http_client.h"
#include "http/http_client_options.h"
#include "http/resolver.h"
#include "http/tls_context.h"

namespace herald {

// A new connection, or why there is none.
struct Connected {
  std::unique_ptr<ByteStream> stream;

  // Meaningful without a stream: kResolve, kConnect, kTls or kNoTime.
  HttpErrorKind kind = HttpErrorKind::kConnect;
  std::string reason;
};

// Makes connections to origins: resolves, connects to one address after the
// other, and puts TLS on top. Each address gets an equal share of the time that
// is left, so that one which swallows packets does not spoil the others.
// Belongs to one I/O thread.
class Connector {
 public:
  // `options` and `clock` must outlive the connector and the streams.
  Connector(const boost::asio::any_io_executor& executor,
            const HttpClientOptions& options, AlarmClock& clock,
            std::unique_ptr<TlsContext> tls);

  // Keeps the timeouts for connecting and TLS, and the deadline. `origin` must
  // outlive the awaitable.
  boost::asio::awaitable<Connected> Connect(
      const HttpOrigin& origin, std::chrono::steady_clock::time_point deadline);

  // Puts TLS on a stream to `origin`, which Connect made without it.
  boost::asio::awaitable<Connected> SecureStream(
      std::unique_ptr<ByteStream> stream, const HttpOrigin& origin,
      std::chrono::steady_clock::time_point deadline);

  // See Resolver::Close.
  void Close() { resolver_.Close(); }

 private:
  using TimePoint = std::chrono::steady_clock::time_point;

  boost::asio::awaitable<Connected> ConnectToAny(
      const HttpOrigin& origin, const Resolver::Addresses& addresses,
      TimePoint deadline);

  boost::asio::any_io_executor executor_;
  const HttpClientOptions& options_;
  AlarmClock& clock_;
  std::unique_ptr<TlsContext> tls_;
  Resolver resolver_;
};

}  // namespace herald
