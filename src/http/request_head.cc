// SPDX-License-Identifier: Apache-2.0
#include "http/request_head.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "http/ascii_case.h"

namespace herald {
namespace {

constexpr std::array<std::string_view, 4> kOwnHeaders = {
    "Host", "Content-Length", "Transfer-Encoding", "Connection"};

bool IsToken(std::string_view text) {
  constexpr std::string_view kAlso = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           kAlso.find(c) != std::string_view::npos;
  });
}

bool IsHeaderValue(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f;
  });
}

bool IsTarget(std::string_view text) {
  return text.starts_with('/') &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7f; });
}

bool IsOwn(std::string_view name) {
  return std::any_of(
      kOwnHeaders.begin(), kOwnHeaders.end(),
      [&](std::string_view own) { return EqualsIgnoreCase(own, name); });
}

bool HasUserAgent(const HttpRequest& request) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [](const HttpHeader& header) {
                       return EqualsIgnoreCase(header.name, "User-Agent");
                     });
}

std::string HostForUrl(const std::string& host) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return is_ipv6 ? absl::StrCat("[", host, "]") : host;
}

}  // namespace

std::string OriginName(const HttpOrigin& origin) {
  return absl::StrCat(HostForUrl(origin.host), ":", origin.port);
}

std::optional<std::string> FindFault(const HttpRequest& request) {
  if (!IsToken(request.method)) return "the method is not a token";
  if (!IsTarget(request.target)) {
    return "the target is not a path that can stand in a request line";
  }
  if (request.origin.host.empty() || !IsTarget("/" + request.origin.host)) {
    return "the origin has no proper host";
  }
  for (const HttpHeader& header : request.headers) {
    if (!IsToken(header.name)) return "a header's name is not a token";
    if (IsOwn(header.name)) {
      return absl::StrCat("the header ", header.name,
                          " is the client's to set");
    }
    if (!IsHeaderValue(header.value)) {
      return absl::StrCat("the value of the header ", header.name,
                          " holds a line break or another control character");
    }
  }
  return std::nullopt;
}

std::string BuildRequestHead(const HttpRequest& request) {
  const HttpOrigin& origin = request.origin;
  const bool is_usual_port = origin.port == (origin.is_tls ? 443 : 80);
  std::string head;
  head.reserve(1024);
  absl::StrAppend(
      &head, request.method, " ", request.target, " HTTP/1.1\r\nHost: ",
      is_usual_port ? HostForUrl(origin.host) : OriginName(origin), "\r\n");
  for (const HttpHeader& header : request.headers) {
    absl::StrAppend(&head, header.name, ": ", header.value, "\r\n");
  }
  if (!HasUserAgent(request)) {
    absl::StrAppend(&head, "User-Agent: herald/" HERALD_VERSION "\r\n");
  }
  if (!request.body.empty() || request.method == "POST" ||
      request.method == "PUT" || request.method == "PATCH") {
    absl::StrAppend(&head, "Content-Length: ", request.body.size(), "\r\n");
  }
  absl::StrAppend(&head, "\r\n");
  return head;
}

}  // namespace herald
