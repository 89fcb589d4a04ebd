// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// A private key for signatures. Immutable and cheap to copy; any thread may
// sign.
class SigningKey {
 public:
  enum class Kind { kRsa, kP256, kOther };

  // Reads a private key in PEM without a passphrase. INVALID_ARGUMENT tells
  // nothing about the key.
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem);

  Kind kind() const { return kind_; }

  // The signature with SHA-256 as JSON Web Signatures have it (RFC 7518): of
  // RSA by PKCS #1 version 1.5, of P-256 both numbers, 64 bytes. Empty if
  // OpenSSL fails.
  std::string Sign(std::string_view text) const;

 private:
  SigningKey() = default;

  // OpenSSL's EVP_PKEY.
  std::shared_ptr<void> key_;
  Kind kind_ = Kind::kOther;
};

}  // namespace herald
