// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// What a handler is told about a request. Refers to what outlives the call.
struct ServedRequest {
  // GET (for HEAD too) or POST.
  std::string_view method;

  std::string_view body;

  // Whether the peer is this machine itself.
  bool is_from_loopback = false;
};

// What a handler answers.
struct ServedReply {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

// Answers at once, on the server's thread.
using HttpHandler = std::function<ServedReply(const ServedRequest&)>;

// The handlers of one path by method, GET or POST.
using HttpHandlers = std::map<std::string, HttpHandler, std::less<>>;

// The server's bounds.
struct HttpServerOptions {
  // An address and a port: `127.0.0.1:9464`, `[::1]:0`. Port 0 takes a free
  // one.
  std::string listen;

  // Further ones take the place of one that has nothing under way or, if there
  // is none, are closed at once.
  std::size_t max_connections = 64;

  // For a whole request, for a whole answer, and between requests.
  std::chrono::milliseconds timeout{10'000};

  std::size_t max_header_bytes = 8 * 1024;
  std::size_t max_body_bytes = 64 * 1024;
};

// A small HTTP/1.1 server for machines that watch. Belongs to one I/O thread.
// Destroy it once the executor's context has stopped, and before the context.
class HttpServer {
 public:
  // Listens and serves `handlers` by path. INVALID_ARGUMENT for an address
  // that is none, UNAVAILABLE if it cannot be listened at.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(
      const boost::asio::any_io_executor& executor, HttpServerOptions options,
      std::map<std::string, HttpHandlers, std::less<>> handlers);

  ~HttpServer();

  // Where it listens, with the real port.
  const std::string& address() const { return address_; }

 private:
  class Listener;

  HttpServer(std::shared_ptr<Listener> listener, std::string address);

  // Shared with the connections' coroutines, whose frames may outlive the
  // server.
  std::shared_ptr<Listener> listener_;
  const std::string address_;
};

}  // namespace herald
