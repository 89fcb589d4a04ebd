// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"

struct ssl_st;  // OpenSSL's SSL.

namespace herald {

// What shows a server who we are (mutual TLS): a certificate, those that lead
// from it to an authority, and its private key. Immutable; any thread may use
// it. Two objects are two identities, even if they hold the same.
class ClientCertificate {
 public:
  // Reads a chain, its own certificate first, and a key without a passphrase,
  // both in PEM. INVALID_ARGUMENT, which tells nothing about the key, if they
  // cannot be read, do not belong together or are too weak for TLS.
  static absl::StatusOr<std::shared_ptr<const ClientCertificate>> FromPem(
      std::string_view chain, std::string_view private_key);

  // Shows it on this connection, to a server that asks. False if OpenSSL
  // refuses.
  bool UseOn(ssl_st* ssl) const;

 private:
  struct Content;

  explicit ClientCertificate(std::shared_ptr<const Content> content);

  const std::shared_ptr<const Content> content_;
};

}  // namespace herald
