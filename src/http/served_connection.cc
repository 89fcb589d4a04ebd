// SPDX-License-Identifier: Apache-2.0
#include "http/served_connection.h"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <optional>

namespace herald {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

using Stream = beast::basic_stream<asio::ip::tcp, asio::any_io_executor>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr std::size_t kReadBytes = 4096;
constexpr std::chrono::milliseconds kMaxDrainTime(1'000);

std::string_view View(beast::string_view text) {
  return {text.data(), text.size()};
}

bool IsLoopback(const Stream& stream) {
  boost::system::error_code error;
  const auto address = stream.socket().remote_endpoint(error).address();
  if (error) return false;
  if (!address.is_v6() || !address.to_v6().is_v4_mapped())
    return address.is_loopback();
  return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6())
      .is_loopback();
}

ServedReply Refusal(int status, std::string why) {
  return {.status = status, .body = std::move(why) + "\n"};
}

// The answer to a request that cannot be read; nothing if nobody waits for it.
std::optional<ServedReply> RefusalOf(const boost::system::error_code& error) {
  if (error == http::error::header_limit ||
      error == http::error::buffer_overflow)
    return Refusal(431, "the header is too large");
  if (error == http::error::body_limit)
    return Refusal(413, "the body is too large");
  if (error == http::error::end_of_stream ||
      error == http::error::partial_message ||
      error.category() !=
          make_error_code(http::error::end_of_stream).category())
    return std::nullopt;
  return Refusal(400, "this is no HTTP/1.1 request");
}

std::string Allowed(const HttpHandlers& handlers) {
  std::string methods;
  for (const auto& [method, handler] : handlers) {
    if (!methods.empty()) methods += ", ";
    methods += method == "GET" ? "GET, HEAD" : method;
  }
  return methods;
}

// A web page in a browser on this machine is not this machine's own word.
bool IsFromWebPage(const Request& request) {
  return request.method() == http::verb::post &&
         request.count(http::field::origin) != 0;
}

ServedReply Answer(const HttpPaths& paths, const Request& request,
                   bool is_from_loopback, std::string* allowed) {
  if (request.version() >= 11 && request.count(http::field::host) != 1)
    return Refusal(400, "there must be one Host header");
  const std::string_view target = View(request.target());
  const auto path = paths.find(target.substr(0, target.find('?')));
  if (path == paths.end()) return Refusal(404, "there is no such path");
  const bool is_head = request.method() == http::verb::head;
  const std::string_view method =
      is_head ? "GET" : View(request.method_string());
  const auto handler = path->second.find(method);
  if (handler == path->second.end()) {
    *allowed = Allowed(path->second);
    return Refusal(405, "allowed are " + *allowed);
  }
  if (IsFromWebPage(request)) return Refusal(403, "not from a web page");
  ServedRequest served;
  served.method = method;
  served.body = request.body();
  served.is_from_loopback = is_from_loopback;
  return handler->second(served);
}

Response ToResponse(ServedReply reply, std::string_view allowed) {
  Response response(static_cast<http::status>(reply.status), 11);
  response.set(http::field::content_type, reply.content_type);
  response.set(http::field::cache_control, "no-store");
  if (!allowed.empty()) {
    response.set(http::field::allow,
                 beast::string_view(allowed.data(), allowed.size()));
  }
  response.body() = std::move(reply.body);
  response.prepare_payload();
  return response;
}

}  // namespace

// The connection's stream, and the steps of one request and its answer.
class ServedConnection::Exchange {
 public:
  Exchange(asio::ip::tcp::socket socket, const HttpServerOptions& options,
           const HttpPaths& paths)
      : options_(options),
        paths_(paths),
        stream_(std::move(socket)),
        buffer_(options.max_header_bytes + kReadBytes) {}

  Stream& stream() { return stream_; }

  // Waits for the first bytes of a request.
  asio::awaitable<bool> Begin() {
    if (buffer_.size() > 0) co_return true;
    boost::system::error_code error;
    stream_.expires_after(options_.timeout);
    const std::size_t size = co_await stream_.async_read_some(
        buffer_.prepare(kReadBytes),
        asio::redirect_error(asio::use_awaitable, error));
    buffer_.commit(size);
    co_return !error;
  }

  // Reads the request and answers it. Whether there may be another.
  asio::awaitable<bool> Finish() {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.max_header_bytes));
    parser.body_limit(options_.max_body_bytes);
    boost::system::error_code error;
    stream_.expires_after(options_.timeout);
    co_await http::async_read(stream_, buffer_, parser,
                              asio::redirect_error(asio::use_awaitable, error));
    std::string allowed;
    const std::optional<ServedReply> refusal =
        error ? RefusalOf(error)
              : Answer(paths_, parser.get(), IsLoopback(stream_), &allowed);
    if (!refusal) co_return false;
    Response response = ToResponse(*refusal, allowed);
    response.keep_alive(!error && parser.get().keep_alive());
    const bool is_head = !error && parser.get().method() == http::verb::head;
    const bool is_written = co_await Write(response, is_head);
    if (is_written && error) co_await Drain();
    co_return is_written&& response.keep_alive();
  }

 private:
  asio::awaitable<bool> Write(Response& response, bool is_head) {
    http::response_serializer<http::string_body> serializer(response);
    boost::system::error_code error;
    stream_.expires_after(options_.timeout);
    if (is_head) {
      co_await http::async_write_header(
          stream_, serializer,
          asio::redirect_error(asio::use_awaitable, error));
    } else {
      co_await http::async_write(
          stream_, serializer,
          asio::redirect_error(asio::use_awaitable, error));
    }
    co_return !error;
  }

  // Takes what else the peer sends, for a while: closing over unread bytes
  // would reset the connection, and the peer not see the answer.
  asio::awaitable<void> Drain() {
    boost::system::error_code error;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    stream_.expires_after(std::min(options_.timeout, kMaxDrainTime));
    while (!error) {
      buffer_.clear();
      co_await stream_.async_read_some(
          buffer_.prepare(kReadBytes),
          asio::redirect_error(asio::use_awaitable, error));
    }
  }

  const HttpServerOptions& options_;
  const HttpPaths& paths_;
  Stream stream_;
  beast::flat_buffer buffer_;
};

ServedConnection::ServedConnection(asio::ip::tcp::socket socket,
                                   const HttpServerOptions& options,
                                   const HttpPaths& paths)
    : exchange_(std::make_unique<Exchange>(std::move(socket), options, paths)) {
}

ServedConnection::~ServedConnection() = default;

asio::awaitable<void> ServedConnection::Run() {
  while (true) {
    is_idle_ = true;
    const bool has_begun = co_await exchange_->Begin();
    is_idle_ = false;
    if (!has_begun) co_return;
    if (!co_await exchange_->Finish()) break;
  }
  boost::system::error_code ignored;
  exchange_->stream().socket().shutdown(asio::ip::tcp::socket::shutdown_send,
                                        ignored);
}

void ServedConnection::Close() {
  is_idle_ = false;
  exchange_->stream().close();
}

}  // namespace herald
