// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace herald {

// How BeastHttpClient reaches origins, and its bounds. The defaults are those
// of the configuration's `http_client`; what stands there is not repeated here.
struct HttpClientOptions {
  // Empty: the system's trusted authorities.
  std::string ca_file;

  std::chrono::milliseconds connect_timeout{3'000};
  std::chrono::milliseconds tls_timeout{3'000};
  std::chrono::milliseconds idle_timeout{30'000};

  std::size_t max_connections_per_origin = 10'000;
  std::size_t max_idle_connections_per_origin = 64;
  std::size_t max_response_header_bytes = 16 * 1024;
  std::size_t max_response_body_bytes = 1024 * 1024;

  // How many attempts may wait for a connection to one origin. One more fails
  // with kConnect.
  std::size_t max_waiting_per_origin = 10'000;

  // How many origins may have connections, remembered TLS sessions and
  // remembered addresses. One more takes the place of one that is unused, or
  // fails with kConnect.
  std::size_t max_origins = 1'024;

  // How many host names may be looked up at the same time, each on a thread of
  // its own. One more fails with kResolve.
  std::size_t max_lookups = 64;

  // How long the addresses of a host name are remembered.
  std::chrono::milliseconds address_lifetime{30'000};
};

}  // namespace herald
