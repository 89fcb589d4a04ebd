// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_address.h"

#include <charconv>
#include <system_error>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::string_view kUnix = "unix:";

// What a socket's address has room for.
constexpr std::size_t kMaxPathBytes = 107;

// 0 if it is none.
std::uint16_t PortOf(std::string_view text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && rest == end ? port : 0;
}

bool IsHost(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  if (host.front() == '[') {
    return host.size() > 2 && host.back() == ']' &&
           host.substr(1, host.size() - 2)
                   .find_first_not_of("0123456789abcdefABCDEF:.") == host.npos;
  }
  return host.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
             "0123456789-._") == host.npos;
}

bool IsLoopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") &&
          host.find_first_not_of("0123456789.") == host.npos);
}

std::optional<HandlerAddress> SocketAt(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.size() > kMaxPathBytes ||
      path.find('\0') != path.npos) {
    return std::nullopt;
  }
  return HandlerAddress{
      .socket = std::string(path), .authority = "localhost", .is_local = true};
}

}  // namespace

std::optional<HandlerAddress> ParseHandlerAddress(std::string_view text) {
  if (text.starts_with(kUnix)) return SocketAt(text.substr(kUnix.size()));
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  const std::string_view host = text.substr(0, colon);
  const std::uint16_t port = PortOf(text.substr(colon + 1));
  if (!IsHost(host) || port == 0) return std::nullopt;
  const bool has_brackets = host.front() == '[';
  return HandlerAddress{
      .host = absl::AsciiStrToLower(
          std::string(has_brackets ? host.substr(1, host.size() - 2) : host)),
      .port = port,
      .authority = std::string(text),
      .is_local = IsLoopback(host)};
}

}  // namespace herald
