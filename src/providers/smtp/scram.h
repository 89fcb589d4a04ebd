// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace herald {

// The key that SCRAM makes of a password, a salt and a number of rounds. The
// latest is remembered, because making it takes milliseconds on purpose and
// servers ask for the same each time. Belongs to one thread.
class ScramKeys {
 public:
  // SaltedPassword of RFC 5802.
  const std::string& Salted(std::string_view password, std::string_view salt,
                            int rounds);

 private:
  std::string salt_;
  int rounds_ = 0;
  std::string salted_;
};

// The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC
// 7677). The password goes into it as the UTF-8 that it is.
class ScramClient {
 public:
  // `keys` belongs to this password and must outlive the client.
  ScramClient(std::string_view username, std::string password,
              std::string nonce, ScramKeys& keys);

  // The first message.
  std::string First() const;

  // The message that proves the password, by the server's first; nothing if the
  // server breaks the rules or wants fewer than 4096 rounds, or more than
  // 100000, which would hold up the thread.
  std::optional<std::string> Final(std::string_view server_first);

  // Whether the server's last message proves that it knows the password too.
  bool IsServerRight(std::string_view server_final) const;

 private:
  std::string first_bare_;
  std::string password_;
  std::string nonce_;
  ScramKeys& keys_;
  std::string server_signature_;
};

}  // namespace herald
