// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "delivery/field_violation.h"
#include "herald/v1/outcome.pb.h"
#include "http/http_client.h"

namespace herald {

// An attempt on one line, as `RETRY PROVIDER HTTP_503 after 30s possibly sent`
// or `DELIVERED id`; without its reason.
inline std::string Describe(const v1::Attempt& attempt) {
  std::string text = v1::Outcome_Name(attempt.outcome())
                         .substr(std::string("OUTCOME_").size());
  if (attempt.scope() != v1::SCOPE_UNSPECIFIED) {
    text += ' ';
    text +=
        v1::Scope_Name(attempt.scope()).substr(std::string("SCOPE_").size());
  }
  if (!attempt.reason_code().empty()) text += ' ' + attempt.reason_code();
  if (!attempt.provider_message_id().empty()) {
    text += ' ' + attempt.provider_message_id();
  }
  if (attempt.has_retry_after()) {
    text += fmt::format(" after {}s",
                        static_cast<double>(attempt.retry_after().seconds()) +
                            attempt.retry_after().nanos() / 1e9);
  }
  if (attempt.possibly_sent()) text += " possibly sent";
  return text;
}

// A request as it is sent, with the origin in the request line and no header
// of the client's own.
inline std::string Describe(const HttpRequest& request) {
  std::string text =
      fmt::format("{} {}://{}:{}{}\n", request.method,
                  request.origin.is_tls ? "https" : "http", request.origin.host,
                  request.origin.port, request.target);
  for (const HttpHeader& header : request.headers) {
    text += fmt::format("{}: {}\n", header.name, header.value);
  }
  return text + "\n" + request.body;
}

// `field: description` a line.
inline std::string Describe(const FieldViolations& violations) {
  std::string text;
  for (const FieldViolation& violation : violations.all()) {
    text += fmt::format("{}: {}\n", violation.field, violation.description);
  }
  return text;
}

}  // namespace herald
