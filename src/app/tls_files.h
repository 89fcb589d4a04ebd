// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "delivery/field_violation.h"

namespace herald {

// A certificate chain and its private key in PEM.
struct TlsFiles {
  std::string certificate_chain;
  std::string private_key;
};

// Reads both files and makes sure that they hold what they should and belong
// together. What is wrong becomes violations of the fields `certificate_file`
// and `private_key_file`, and tells nothing of what the files hold.
TlsFiles ReadTlsFiles(const std::string& certificate_file,
                      const std::string& private_key_file,
                      FieldViolations& violations);

}  // namespace herald
