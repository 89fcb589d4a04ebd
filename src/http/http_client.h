// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace herald {

class ClientCertificate;

// Where a request goes, and as whom. Connections and TLS sessions are kept and
// counted by origin, so that none made with one certificate serves a request
// with another, or with none.
struct HttpOrigin {
  bool is_tls = false;

  // A host name in lower case, or an IPv4 or IPv6 address without brackets.
  std::string host;

  std::uint16_t port = 0;

  // What a server that asks for a certificate is shown; null for none. Only
  // with TLS.
  std::shared_ptr<const ClientCertificate> certificate = nullptr;

  auto operator<=>(const HttpOrigin&) const = default;
};

// One header field.
struct HttpHeader {
  std::string name;
  std::string value;

  bool operator==(const HttpHeader&) const = default;
};

// One request. Sent as: request line, Host, `headers` as given and in order,
// User-Agent unless given, Content-Length if there is a body or the method is
// POST, PUT or PATCH. Host, Content-Length, Transfer-Encoding and Connection
// are the client's and may not be given.
struct HttpRequest {
  std::string method = "POST";
  HttpOrigin origin;

  // Path and query, beginning with a slash.
  std::string target = "/";

  // Names and values hold no line break and no NUL.
  std::vector<HttpHeader> headers;

  std::string body;
};

// A complete answer, whatever its status.
struct HttpResponse {
  int status = 0;
  std::vector<HttpHeader> headers;
  std::string body;

  // The value of the first header field of this name, in any case; empty if
  // there is none.
  std::string_view Header(std::string_view name) const;
};

// Why there is no complete answer.
enum class HttpErrorKind {
  // The request breaks a rule of HttpRequest, such as a line break in a header
  // value. Nothing was sent, and nothing of it ever will be.
  kInvalidRequest,
  // The host name cannot be resolved.
  kResolve,
  // No connection: refused, unreachable, or not within the connect timeout.
  kConnect,
  // No TLS session: handshake failed or timed out, certificate or host name
  // not accepted, or the server does not accept our certificate, or none.
  kTls,
  // The deadline came before a connection was free or made.
  kNoTime,
  // The deadline came after the request had begun to leave.
  kTimeout,
  // The connection broke after the request had begun to leave.
  kConnectionLost,
  // The answer exceeds the bounds for its head or body.
  kResponseTooLarge,
  // The answer is not HTTP.
  kMalformedResponse,
};

// No complete answer came back.
struct HttpError {
  HttpErrorKind kind = HttpErrorKind::kConnect;

  // Whether a byte of the request may have left this process. False promises
  // that nothing was sent, or that the TLS handshake failed at the server's
  // end, which can read none of it.
  bool possibly_sent = true;

  // What happened, in words, with the origin's host and port; no path, query,
  // header or body.
  std::string message;
};

using HttpResult = std::variant<HttpError, HttpResponse>;

// Sends HTTP requests. One object belongs to one I/O thread, and every call
// must be made there.
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Sends one request and reads the whole answer, following no redirect and
  // repeating nothing. Any HTTP status is a value. Ends at the deadline at the
  // latest. `request` must outlive the awaitable.
  virtual boost::asio::awaitable<HttpResult> Send(
      const HttpRequest& request,
      std::chrono::steady_clock::time_point deadline) = 0;
};

}  // namespace herald
