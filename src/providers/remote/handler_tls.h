// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "delivery/field_violation.h"
#include "herald/v1/provider.pb.h"
#include "http/client_certificate.h"
#include "http/tls_context.h"

namespace herald {

// How a handler is reached with TLS.
struct HandlerTls {
  // Null for plain text.
  std::unique_ptr<TlsContext> context;

  // Null for none.
  std::shared_ptr<const ClientCertificate> certificate;

  // The name that the handler's certificate is for.
  std::string server_name;
};

// Reads the files that `config` names. What is wrong with them is added to
// `violations`, with paths relative to `config`. `host` is the address's.
HandlerTls MakeHandlerTls(const v1::RemoteProvider& config,
                          const std::string& host, FieldViolations& violations);

}  // namespace herald
