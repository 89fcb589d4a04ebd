// SPDX-License-Identifier: Apache-2.0
#include "app/options.h"

#include <algorithm>
#include <thread>

namespace herald {
namespace {

constexpr int kMaxIoThreads = 256;
constexpr std::chrono::seconds kDefaultGrace(25);

template <typename Duration>
void Set(bool is_given, const google::protobuf::Duration& value,
         Duration* option) {
  if (!is_given) return;
  *option = std::chrono::duration_cast<Duration>(ToNanoseconds(value));
}

template <typename Number>
void Set(int value, Number* option) {
  if (value != 0) *option = static_cast<Number>(value);
}

}  // namespace

HttpClientOptions ToHttpClientOptions(const v1::HttpClient& config,
                                      const Places& places) {
  HttpClientOptions options;
  options.ca_file = config.ca_file();
  Set(config.has_connect_timeout(), config.connect_timeout(),
      &options.connect_timeout);
  Set(config.has_tls_timeout(), config.tls_timeout(), &options.tls_timeout);
  Set(config.has_idle_timeout(), config.idle_timeout(), &options.idle_timeout);
  Set(config.max_connections_per_origin(), &options.max_connections_per_origin);
  Set(config.max_idle_connections_per_origin(),
      &options.max_idle_connections_per_origin);
  if (config.max_idle_connections_per_origin() == 0 &&
      places.Contains("http_client.max_idle_connections_per_origin")) {
    options.max_idle_connections_per_origin = 0;
  }
  Set(config.max_response_header_bytes(), &options.max_response_header_bytes);
  Set(config.max_response_body_bytes(), &options.max_response_body_bytes);
  return options;
}

ServerOptions ToServerOptions(const v1::Server& config) {
  ServerOptions options;
  if (!config.listen().empty()) options.listen = config.listen();
  Set(config.max_calls_in_flight(), &options.max_calls_in_flight);
  Set(config.max_request_bytes(), &options.max_request_bytes);
  Set(config.has_max_delivery_time(), config.max_delivery_time(),
      &options.max_delivery_time);
  return options;
}

int IoThreads(const v1::Server& config) {
  if (config.io_threads() != 0) return config.io_threads();
  const int processors = static_cast<int>(std::thread::hardware_concurrency());
  return std::clamp(processors, 1, kMaxIoThreads);
}

LogLevel LeastLogLevel(const v1::Logging& config) {
  switch (config.severity()) {
    case v1::SEVERITY_WARNING:
      return LogLevel::kWarning;
    case v1::SEVERITY_ERROR:
      return LogLevel::kError;
    default:
      return LogLevel::kInfo;
  }
}

std::chrono::nanoseconds ShutdownGrace(const v1::Server& config) {
  if (!config.has_shutdown_grace()) return kDefaultGrace;
  return ToNanoseconds(config.shutdown_grace());
}

}  // namespace herald
