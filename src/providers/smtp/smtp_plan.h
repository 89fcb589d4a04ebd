// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "http/http_client_options.h"
#include "providers/smtp/sasl.h"

namespace herald {

// When a connection is protected.
enum class SmtpTlsMode { kStartTls, kImplicit, kNone };

// How a server is reached: the configuration, checked. Immutable.
struct SmtpServer {
  std::string host;
  std::uint16_t port = 587;
  SmtpTlsMode tls = SmtpTlsMode::kStartTls;

  // The name in EHLO.
  std::string client_name;

  std::optional<SaslCredentials> credentials;

  // Bounds for each I/O thread; those of HTTP have no meaning here.
  HttpClientOptions connections;

  // After either of them a connection is not used again.
  int max_mails_per_connection = 100;
  std::chrono::nanoseconds max_connection_age = std::chrono::minutes(5);
};

}  // namespace herald
