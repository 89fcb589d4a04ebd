// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/sasl.h"

#include <openssl/rand.h>

#include <array>

#include "liquid/concat.h"
#include "providers/smtp/base64.h"

namespace herald {
namespace {

constexpr SaslMechanism kByFalling[] = {
    SaslMechanism::kScramSha256, SaslMechanism::kPlain, SaslMechanism::kLogin};

// RFC 4616.
class PlainExchange : public SaslExchange {
 public:
  explicit PlainExchange(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  std::optional<std::string> Initial() override {
    const std::string_view nul("\0", 1);
    return liquid::Concat(nul, credentials_.username, nul, credentials_.secret);
  }
  std::optional<std::string> Answer(std::string_view) override { return {}; }

 private:
  const SaslCredentials& credentials_;
};

// Asks for the name, then for the password, in words that differ from server
// to server.
class LoginExchange : public SaslExchange {
 public:
  explicit LoginExchange(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  std::optional<std::string> Initial() override { return {}; }
  std::optional<std::string> Answer(std::string_view) override {
    if (++answers_ > 2) return {};
    return answers_ == 1 ? credentials_.username : credentials_.secret;
  }

 private:
  const SaslCredentials& credentials_;
  int answers_ = 0;
};

// https://developers.google.com/workspace/gmail/imap/xoauth2-protocol
class Xoauth2Exchange : public SaslExchange {
 public:
  explicit Xoauth2Exchange(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  std::optional<std::string> Initial() override {
    return liquid::Concat("user=", credentials_.username, "\1auth=Bearer ",
                          credentials_.secret, "\1\1");
  }
  // The challenge tells why the token is refused; the refusal follows.
  std::optional<std::string> Answer(std::string_view) override { return ""; }

 private:
  const SaslCredentials& credentials_;
};

// RFC 7677.
class ScramExchange : public SaslExchange {
 public:
  ScramExchange(const SaslCredentials& credentials, ScramKeys& keys)
      : client_(credentials.username, credentials.secret, Nonce(), keys) {}

  std::optional<std::string> Initial() override { return client_.First(); }
  std::optional<std::string> Answer(std::string_view challenge) override {
    if (!has_answered_) {
      has_answered_ = true;
      return client_.Final(challenge);
    }
    if (is_proved_ || !client_.IsServerRight(challenge)) return {};
    is_proved_ = true;
    return "";
  }
  bool IsServerProved() const override { return is_proved_; }

 private:
  static std::string Nonce() {
    std::array<unsigned char, 18> bytes;
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    return ToBase64(
        std::string_view(reinterpret_cast<char*>(bytes.data()), bytes.size()));
  }

  ScramClient client_;
  bool has_answered_ = false;
  bool is_proved_ = false;
};

}  // namespace

std::string_view NameOf(SaslMechanism mechanism) {
  switch (mechanism) {
    case SaslMechanism::kScramSha256:
      return "SCRAM-SHA-256";
    case SaslMechanism::kLogin:
      return "LOGIN";
    case SaslMechanism::kXoauth2:
      return "XOAUTH2";
    case SaslMechanism::kPlain:
      break;
  }
  return "PLAIN";
}

std::optional<SaslMechanism> ChooseMechanism(
    const SaslCredentials& credentials, const std::set<std::string>& offered) {
  const auto is_offered = [&](SaslMechanism mechanism) {
    return offered.contains(std::string(NameOf(mechanism)));
  };
  if (credentials.mechanism.has_value()) {
    if (is_offered(*credentials.mechanism)) return credentials.mechanism;
    return {};
  }
  for (const SaslMechanism mechanism : kByFalling) {
    if (is_offered(mechanism)) return mechanism;
  }
  return {};
}

std::unique_ptr<SaslExchange> MakeSaslExchange(
    SaslMechanism mechanism, const SaslCredentials& credentials,
    ScramKeys& keys) {
  switch (mechanism) {
    case SaslMechanism::kScramSha256:
      return std::make_unique<ScramExchange>(credentials, keys);
    case SaslMechanism::kLogin:
      return std::make_unique<LoginExchange>(credentials);
    case SaslMechanism::kXoauth2:
      return std::make_unique<Xoauth2Exchange>(credentials);
    case SaslMechanism::kPlain:
      break;
  }
  return std::make_unique<PlainExchange>(credentials);
}

}  // namespace herald
