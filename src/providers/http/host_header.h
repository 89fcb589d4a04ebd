// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "http/http_client.h"

namespace herald {

// The value of the header field Host, which signatures cover.
inline std::string HostHeaderOf(const HttpOrigin& origin) {
  const bool is_ipv6 = origin.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + origin.host + "]" : origin.host;
  const bool is_usual_port = origin.port == (origin.is_tls ? 443 : 80);
  return is_usual_port ? host : host + ":" + std::to_string(origin.port);
}

}  // namespace herald
