// SPDX-License-Identifier: Apache-2.0
#include "providers/provider_request.h"

#include <fmt/format.h>

#include <string>

namespace herald {
namespace {

std::string UrlOf(const HttpRequest& request) {
  const HttpOrigin& origin = request.origin;
  const bool is_ipv6 = origin.host.find(':') != std::string::npos;
  std::string url =
      fmt::format("{}://{}", origin.is_tls ? "https" : "http",
                  is_ipv6 ? "[" + origin.host + "]" : origin.host);
  if (origin.port != (origin.is_tls ? 443 : 80)) {
    url += fmt::format(":{}", origin.port);
  }
  return url + request.target;
}

}  // namespace

v1::ProviderRequest ToProviderRequest(const HttpRequest& request) {
  v1::ProviderRequest result;
  result.set_method(request.method);
  result.set_url(UrlOf(request));
  for (const HttpHeader& header : request.headers) {
    result.add_headers(header.name + ": " + header.value);
  }
  result.set_body(request.body);
  return result;
}

}  // namespace herald
