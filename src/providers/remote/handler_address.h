// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace herald {

// Where a handler listens: at a Unix socket, or at a port of a host.
struct HandlerAddress {
  // Empty for a host.
  std::string socket;

  // A name in lower case, or an IPv4 or IPv6 address without brackets.
  std::string host;
  std::uint16_t port = 0;

  // What calls name as the place where they go.
  std::string authority;

  // Whether what is sent there never leaves this machine.
  bool is_local = false;
};

// Reads `HOST:PORT`, `[IPV6]:PORT` or `unix:/ABSOLUTE/PATH`. Nothing if it is
// none of these.
std::optional<HandlerAddress> ParseHandlerAddress(std::string_view text);

}  // namespace herald
