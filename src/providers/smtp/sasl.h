// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "providers/smtp/scram.h"

namespace herald {

// The mechanisms that Herald speaks.
enum class SaslMechanism { kScramSha256, kPlain, kLogin, kXoauth2 };

// Its registered name.
std::string_view NameOf(SaslMechanism mechanism);

// What a server is told about who we are.
struct SaslCredentials {
  std::string username;

  // The password, or with kXoauth2 the access token.
  std::string secret;

  // The one to use; the best that the server offers if not set.
  std::optional<SaslMechanism> mechanism;
};

// The mechanism for these credentials among those that a server offers, by
// names in upper case: the password's best is SCRAM-SHA-256, which does not
// show it, then PLAIN, then LOGIN.
std::optional<SaslMechanism> ChooseMechanism(
    const SaslCredentials& credentials, const std::set<std::string>& offered);

// One authentication, as answers to challenges; all texts are as they are
// before base64. Belongs to one thread.
class SaslExchange {
 public:
  virtual ~SaslExchange() = default;

  // What goes with the command AUTH, if anything does.
  virtual std::optional<std::string> Initial() = 0;

  // The answer to a challenge; nothing if the server must not be answered.
  virtual std::optional<std::string> Answer(std::string_view challenge) = 0;

  // Whether the server has proved all that it has to by the time it accepts.
  virtual bool IsServerProved() const { return true; }
};

// `credentials` and `keys` must outlive the exchange.
std::unique_ptr<SaslExchange> MakeSaslExchange(
    SaslMechanism mechanism, const SaslCredentials& credentials,
    ScramKeys& keys);

}  // namespace herald
