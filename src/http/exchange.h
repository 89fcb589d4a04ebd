// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <array>
#include <boost/asio/awaitable.hpp>

#include "http/byte_stream.h"
#include "http/http_client.h"
#include "http/http_client_options.h"

namespace herald {

// Where bytes lie between a socket and the parser. Never used across a wait, so
// one serves all connections of a client.
using ReadBuffer = std::array<char, 16 * 1024>;

// What became of an exchange.
struct Exchanged {
  HttpResult result;

  // Whether the stream can carry another request.
  bool is_reusable = false;
};

// Writes a request to a connected stream, whose expiry is set, and reads the
// answer. Every error counts as possibly sent, for by then a write has begun,
// save the server's refusal of our certificate, which ends the handshake. A
// write that fails does not hide an answer that came before. All arguments must
// outlive the awaitable.
boost::asio::awaitable<Exchanged> Exchange(ByteStream& stream,
                                           const HttpRequest& request,
                                           const HttpClientOptions& options,
                                           ReadBuffer& buffer);

}  // namespace herald
