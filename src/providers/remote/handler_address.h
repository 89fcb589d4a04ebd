// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace herald {

// Where a handler listens.
struct HandlerAddress {
  // As gRPC takes it.
  std::string target;

  // Whether it is a Unix socket.
  bool is_socket = false;

  // Whether what is sent there never leaves this machine.
  bool is_local = false;
};

// Reads `HOST:PORT`, `[IPV6]:PORT` or `unix:/ABSOLUTE/PATH`. Nothing if it is
// none of these.
std::optional<HandlerAddress> ParseHandlerAddress(std::string_view text);

}  // namespace herald
