// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "providers/smtp/mail.h"

struct evp_pkey_st;

namespace herald {

// A key that signs mails for a domain (RFC 6376): RSA of 1024 to 4096 bits as
// rsa-sha256 (RFC 8301), or Ed25519 as ed25519-sha256 (RFC 8463). Cheap to
// copy.
class DkimKey {
 public:
  // `pem` is the private key without a passphrase. INVALID_ARGUMENT says what
  // is wrong, and nothing of the key.
  static absl::StatusOr<DkimKey> Parse(const std::string& pem,
                                       std::string domain,
                                       std::string selector);

  // The DKIM-Signature field for a mail, with its line break, to be put before
  // its head. Head and body are canonicalized relaxed, and the fields that a
  // reader sees are signed so that none of them can be added.
  std::string Sign(const Mail& mail, absl::Time time) const;

 private:
  DkimKey(std::shared_ptr<evp_pkey_st> key, std::string domain,
          std::string selector)
      : key_(std::move(key)),
        domain_(std::move(domain)),
        selector_(std::move(selector)) {}

  bool is_rsa() const;
  std::string SignatureOf(std::string_view text) const;

  std::shared_ptr<evp_pkey_st> key_;
  std::string domain_;
  std::string selector_;
};

// Puts a signature of each key before the head. None covers another.
void SignMail(const std::vector<DkimKey>& keys, absl::Time time, Mail& mail);

}  // namespace herald
