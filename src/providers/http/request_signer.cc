// SPDX-License-Identifier: Apache-2.0
#include "providers/http/request_signer.h"

#include <utility>

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "absl/strings/escaping.h"
#include "delivery/digest.h"
#include "delivery/duration.h"
#include "providers/header_rules.h"
#include "providers/http/aws_sigv4.h"
#include "providers/http/azure_hmac.h"
#include "providers/http/json_web_token.h"

namespace herald {
namespace {

class AwsSigner : public RequestSigner {
 public:
  explicit AwsSigner(AwsCredentials credentials)
      : credentials_(std::move(credentials)) {}

  absl::Status Sign(absl::Time now, HttpRequest& request) override {
    SignByAws(credentials_, now, request);
    return absl::OkStatus();
  }

 private:
  const AwsCredentials credentials_;
};

class AzureSigner : public RequestSigner {
 public:
  explicit AzureSigner(std::string key) : key_(std::move(key)) {}

  absl::Status Sign(absl::Time now, HttpRequest& request) override {
    SignByAzure(key_, now, request);
    return absl::OkStatus();
  }

 private:
  const std::string key_;
};

class TokenSigner : public RequestSigner {
 public:
  explicit TokenSigner(TokenPlan plan) : plan_(std::move(plan)) {}

  absl::Status Sign(absl::Time now, HttpRequest& request) override {
    // Each token has an id that no other has: by time, place in a row, request.
    const std::string order =
        fmt::format("{} {}", absl::ToUnixNanos(now), count_++);
    const Digest digest =
        DigestOf({"herald token id", order, request.target, request.body});
    const std::string token = MakeJsonWebToken(
        plan_, now, fmt::format("{:016x}{:016x}", digest.first, digest.second));
    if (token.empty()) return absl::InternalError("auth.jwt: cannot sign");
    request.headers.push_back({"Authorization", "Bearer " + token});
    return absl::OkStatus();
  }

 private:
  const TokenPlan plan_;
  std::uint64_t count_ = 0;
};

void RequireField(bool is_given, const char* field,
                  FieldViolations& violations) {
  if (!is_given) violations.Add(field, "is required");
}

std::unique_ptr<RequestSigner> MakeAwsSigner(const v1::AwsSigV4Auth& auth,
                                             const Secrets& secrets,
                                             FieldViolations& violations) {
  const std::string field = "auth.aws_sigv4.";
  for (const auto& [name, text] : {std::pair<std::string, std::string>(
                                       "access_key_id", auth.access_key_id()),
                                   {"region", auth.region()},
                                   {"service", auth.service()}}) {
    if (text.empty()) violations.Add(field + name, "is required");
    if (text.find_first_of("/, \t\r\n") != text.npos) {
      violations.Add(field + name, "must not hold a slash, comma or space");
    }
  }
  RequireField(auth.has_secret_access_key(), "auth.aws_sigv4.secret_access_key",
               violations);
  const std::string token =
      auth.has_session_token() ? secrets.Get(auth.session_token()) : "";
  if (!IsHeaderValue(token)) {
    violations.Add(field + "session_token", std::string(kNotAHeaderValue));
  }
  return std::make_unique<AwsSigner>(AwsCredentials{
      auth.access_key_id(), secrets.Get(auth.secret_access_key()), token,
      auth.region(), auth.service()});
}

std::unique_ptr<RequestSigner> MakeAzureSigner(const v1::AzureHmacAuth& auth,
                                               const Secrets& secrets,
                                               FieldViolations& violations) {
  auto key = ReadAzureKey(secrets.Get(auth.access_key()));
  if (!key.ok()) {
    violations.Add("auth.azure_hmac.access_key",
                   std::string(key.status().message()));
    return nullptr;
  }
  return std::make_unique<AzureSigner>(*std::move(key));
}

// Sets what the token is signed with.
void ReadTokenKey(const v1::JwtAuth& auth, const std::string& secret,
                  TokenPlan& plan, FieldViolations& violations) {
  const std::string field = "auth.jwt.key";
  if (auth.algorithm() == v1::JWT_ALGORITHM_HS256) {
    plan.shared_secret = secret;
    if (auth.base64url_key() &&
        !absl::WebSafeBase64Unescape(secret, &plan.shared_secret)) {
      violations.Add(field, "is not in base64url");
    }
    return;
  }
  auto key = SigningKey::FromPem(secret);
  if (!key.ok()) {
    violations.Add(field, std::string(key.status().message()));
    return;
  }
  const auto kind = auth.algorithm() == v1::JWT_ALGORITHM_RS256
                        ? SigningKey::Kind::kRsa
                        : SigningKey::Kind::kP256;
  if (key->kind() != kind) {
    violations.Add(field, kind == SigningKey::Kind::kRsa
                              ? "must be an RSA key for rs256"
                              : "must be a key on the curve P-256 for es256");
  }
  plan.key = *std::move(key);
}

std::unique_ptr<RequestSigner> MakeTokenSigner(const v1::JwtAuth& auth,
                                               const Secrets& secrets,
                                               FieldViolations& violations) {
  TokenPlan plan;
  plan.algorithm = auth.algorithm();
  if (auth.algorithm() == v1::JWT_ALGORITHM_UNSPECIFIED ||
      !v1::JwtAlgorithm_IsValid(auth.algorithm())) {
    violations.Add("auth.jwt.algorithm", "must be one of hs256, rs256, es256");
    return nullptr;
  }
  RequireField(auth.has_key(), "auth.jwt.key", violations);
  if (auth.has_key()) {
    ReadTokenKey(auth, secrets.Get(auth.key()), plan, violations);
  }
  plan.key_id = auth.key_id();
  for (const v1::NamedValue& claim : auth.claims()) {
    if (!claim.value().empty()) {
      plan.claims.emplace_back(claim.name(), claim.value());
    }
  }
  if (auth.has_lifetime()) {
    plan.lifetime = absl::FromChrono(ToNanoseconds(auth.lifetime()));
  }
  return std::make_unique<TokenSigner>(std::move(plan));
}

}  // namespace

std::unique_ptr<RequestSigner> MakeRequestSigner(const v1::HttpAuth& auth,
                                                 const Secrets& secrets,
                                                 FieldViolations& violations) {
  switch (auth.scheme_case()) {
    case v1::HttpAuth::kAwsSigv4:
      return MakeAwsSigner(auth.aws_sigv4(), secrets, violations);
    case v1::HttpAuth::kAzureHmac:
      return MakeAzureSigner(auth.azure_hmac(), secrets, violations);
    case v1::HttpAuth::kJwt:
      return MakeTokenSigner(auth.jwt(), secrets, violations);
    default:
      return nullptr;
  }
}

}  // namespace herald
