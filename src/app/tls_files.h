// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "delivery/field_violation.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// The server's certificate chain and private key in PEM.
struct TlsFiles {
  std::string certificate_chain;
  std::string private_key;
};

// Reads both files and makes sure that they hold what they should and belong
// together. What is wrong becomes violations of the fields of `config`.
TlsFiles ReadTlsFiles(const v1::ServerTls& config, FieldViolations& violations);

}  // namespace herald
