// SPDX-License-Identifier: Apache-2.0
#include "http/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "http/ascii_case.h"

namespace herald {
namespace {

constexpr std::size_t kMaxUrlBytes = 8192;
constexpr std::size_t kMaxHostBytes = 253;
constexpr std::size_t kMaxLabelBytes = 63;

absl::Status Refuse(const char* what) {
  return absl::InvalidArgumentError(what);
}

bool MayStandInUrl(char c) {
  constexpr std::string_view kNeverAllowed = "\"<>\\^`{|}";
  return c > ' ' && c < 0x7f && kNeverAllowed.find(c) == std::string_view::npos;
}

bool IsNumber(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// The address in its one usual spelling, so that an origin has one name.
std::optional<std::string> CanonicalAddress(int family, std::string text) {
  std::array<unsigned char, 16> address;
  std::array<char, INET6_ADDRSTRLEN> out;
  if (inet_pton(family, text.c_str(), address.data()) != 1) return {};
  return inet_ntop(family, address.data(), out.data(), out.size());
}

bool IsLabel(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabelBytes &&
         label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '-' || c == '_';
         });
}

bool IsHostName(std::string_view text) {
  if (text.size() > kMaxHostBytes) return false;
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!IsLabel(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

absl::StatusOr<std::string> ParseHostName(std::string_view text) {
  if (text.empty()) return Refuse("the URL names no host");
  if (!IsHostName(text)) {
    return Refuse("the URL's host is not a host name or an address");
  }
  std::string host = AsciiToLower(text);
  // What ends in a number is an address: resolvers read 127.1 as one, too.
  const std::string_view last = text.substr(text.rfind('.') + 1);
  if (!IsNumber(last) && !last.starts_with("0x") && !last.starts_with("0X")) {
    return host;
  }
  std::optional<std::string> address = CanonicalAddress(AF_INET, host);
  if (!address) return Refuse("the URL's host is not an IPv4 address");
  return *std::move(address);
}

absl::StatusOr<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) {
    return Refuse("the URL's port is not a number from 1 to 65535");
  }
  return port;
}

// Reads the host, and leaves the rest of the authority in `*text`.
absl::StatusOr<std::string> TakeHost(std::string_view* text) {
  const bool is_ipv6 = text->starts_with('[');
  const std::size_t end =
      std::min(text->find(is_ipv6 ? ']' : ':'), text->size());
  const std::string_view host = text->substr(0, end);
  text->remove_prefix(end);
  if (!is_ipv6) return ParseHostName(host);
  if (text->empty()) return Refuse("the URL's host lacks a ']'");
  text->remove_prefix(1);
  std::optional<std::string> address =
      CanonicalAddress(AF_INET6, std::string(host.substr(1)));
  if (!address) return Refuse("the URL's host is not an IPv6 address");
  return *std::move(address);
}

// `text` is what stands between the scheme and the path.
absl::Status ParseAuthority(std::string_view text, HttpOrigin* origin) {
  if (text.find('@') != std::string_view::npos) {
    return Refuse("the URL holds user information; configure it as auth");
  }
  absl::StatusOr<std::string> host = TakeHost(&text);
  if (!host.ok()) return host.status();
  origin->host = *std::move(host);
  origin->port = origin->is_tls ? 443 : 80;
  if (text.empty()) return absl::OkStatus();
  if (text.front() != ':') return Refuse("the URL's host is broken");
  const absl::StatusOr<std::uint16_t> port = ParsePort(text.substr(1));
  if (port.ok()) origin->port = *port;
  return port.status();
}

}  // namespace

absl::StatusOr<Url> ParseUrl(std::string_view text) {
  if (text.size() > kMaxUrlBytes) {
    return Refuse("the URL is longer than 8192 bytes");
  }
  if (!std::all_of(text.begin(), text.end(), MayStandInUrl)) {
    return Refuse("the URL holds a character that may not stand in a URL");
  }
  Url url;
  const std::size_t scheme_end = text.find("://");
  const std::string_view scheme = text.substr(0, scheme_end);
  url.origin.is_tls = EqualsIgnoreCase(scheme, "https");
  if (scheme_end == std::string_view::npos ||
      (!url.origin.is_tls && !EqualsIgnoreCase(scheme, "http"))) {
    return Refuse("the URL does not begin with http:// or https://");
  }
  text.remove_prefix(scheme_end + 3);
  text = text.substr(0, text.find('#'));
  const std::size_t authority_end =
      std::min(text.find_first_of("/?"), text.size());
  const absl::Status authority =
      ParseAuthority(text.substr(0, authority_end), &url.origin);
  if (!authority.ok()) return authority;
  text.remove_prefix(authority_end);
  if (!text.starts_with('/')) url.target.push_back('/');
  url.target.append(text);
  return url;
}

}  // namespace herald
