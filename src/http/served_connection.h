// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "http/http_server.h"

namespace herald {

// What a server serves, by path.
using HttpPaths = std::map<std::string, HttpHandlers, std::less<>>;

// One connection to an HttpServer. Belongs to its I/O thread.
class ServedConnection {
 public:
  // `options` and `paths` must outlive it.
  ServedConnection(boost::asio::ip::tcp::socket socket,
                   const HttpServerOptions& options, const HttpPaths& paths);
  ~ServedConnection();
  ServedConnection(const ServedConnection&) = delete;
  ServedConnection& operator=(const ServedConnection&) = delete;

  // Answers requests until either side closes the connection.
  boost::asio::awaitable<void> Run();

  // Whether nothing of a request has come since the last answer.
  bool is_idle() const { return is_idle_; }

  // Makes Run end. Only for an idle connection.
  void Close();

 private:
  class Exchange;

  const std::unique_ptr<Exchange> exchange_;
  bool is_idle_ = true;
};

}  // namespace herald
