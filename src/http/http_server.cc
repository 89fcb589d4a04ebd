// SPDX-License-Identifier: Apache-2.0
#include "http/http_server.h"

#include <utility>

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>

#include "http/served_connection.h"

namespace herald {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// How long to wait for file descriptors when there are none.
constexpr std::chrono::milliseconds kPauseWithoutDescriptors(100);

absl::StatusOr<tcp::endpoint> Resolve(const asio::any_io_executor& executor,
                                      const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string::npos)
    return absl::InvalidArgumentError(
        fmt::format("{} is not an address and a port", listen));
  std::string host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  tcp::resolver resolver(executor);
  const auto results = resolver.resolve(host, listen.substr(colon + 1),
                                        tcp::resolver::passive, error);
  if (error || results.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("{} is not an address: {}", listen, error.message()));
  }
  return results.begin()->endpoint();
}

boost::system::error_code Listen(const tcp::endpoint& endpoint,
                                 tcp::acceptor& acceptor) {
  boost::system::error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  return error;
}

std::string Shown(const tcp::endpoint& endpoint) {
  const std::string host = endpoint.address().to_string();
  return endpoint.address().is_v6()
             ? fmt::format("[{}]:{}", host, endpoint.port())
             : fmt::format("{}:{}", host, endpoint.port());
}

}  // namespace

// Accepts connections and bounds their number.
class HttpServer::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(const asio::any_io_executor& executor, HttpServerOptions options,
           HttpPaths paths)
      : options_(std::move(options)),
        paths_(std::move(paths)),
        acceptor_(executor),
        pause_(executor) {}

  tcp::acceptor& acceptor() { return acceptor_; }

  // Accepts until the executor's context stops.
  static asio::awaitable<void> Accept(std::shared_ptr<Listener> self) {
    while (true) {
      boost::system::error_code error;
      tcp::socket socket = co_await self->acceptor_.async_accept(
          asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        self->pause_.expires_after(kPauseWithoutDescriptors);
        co_await self->pause_.async_wait(
            asio::redirect_error(asio::use_awaitable, error));
      } else if (self->MakeRoom()) {
        asio::co_spawn(self->acceptor_.get_executor(),
                       Serve(self, std::move(socket)), asio::detached);
      }
    }
  }

 private:
  static asio::awaitable<void> Serve(std::shared_ptr<Listener> self,
                                     tcp::socket socket) {
    ServedConnection connection(std::move(socket), self->options_,
                                self->paths_);
    const auto place =
        self->connections_.insert(self->connections_.end(), &connection);
    co_await connection.Run();
    self->connections_.erase(place);
  }

  // Whether one more connection may begin.
  bool MakeRoom() {
    if (connections_.size() < options_.max_connections) return true;
    const auto idle =
        std::ranges::find_if(connections_, &ServedConnection::is_idle);
    if (idle == connections_.end()) return false;
    (*idle)->Close();
    return true;
  }

  const HttpServerOptions options_;
  const HttpPaths paths_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::list<ServedConnection*> connections_;
};

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(
    const asio::any_io_executor& executor, HttpServerOptions options,
    std::map<std::string, HttpHandlers, std::less<>> handlers) {
  const absl::StatusOr<tcp::endpoint> endpoint =
      Resolve(executor, options.listen);
  if (!endpoint.ok()) return endpoint.status();
  const std::string listen = options.listen;
  auto listener = std::make_shared<Listener>(executor, std::move(options),
                                             std::move(handlers));
  if (const auto error = Listen(*endpoint, listener->acceptor())) {
    return absl::UnavailableError(
        fmt::format("cannot listen at {}: {}", listen, error.message()));
  }
  std::string address = Shown(listener->acceptor().local_endpoint());
  asio::co_spawn(executor, Listener::Accept(listener), asio::detached);
  return std::unique_ptr<HttpServer>(
      new HttpServer(std::move(listener), std::move(address)));
}

HttpServer::HttpServer(std::shared_ptr<Listener> listener, std::string address)
    : listener_(std::move(listener)), address_(std::move(address)) {}

HttpServer::~HttpServer() = default;

}  // namespace herald
