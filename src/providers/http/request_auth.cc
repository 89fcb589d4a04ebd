// SPDX-License-Identifier: Apache-2.0
#include "providers/http/request_auth.h"

#include <fmt/format.h>

#include <string_view>

#include "http/encoding.h"
#include "providers/header_rules.h"

namespace herald {
namespace {

void CheckSecret(bool is_given, const std::string& field,
                 const std::string& value, FieldViolations& violations) {
  if (!is_given) violations.Add(field, "is required");
  if (!IsHeaderValue(value)) {
    violations.Add(field, std::string(kNotAHeaderValue));
  }
}

HttpHeader MakeBasic(const v1::BasicAuth& basic, const Secrets& secrets,
                     FieldViolations& violations) {
  if (basic.username().empty()) {
    violations.Add("auth.basic.username", "is required");
  } else if (basic.username().find(':') != std::string::npos) {
    violations.Add("auth.basic.username", "must not hold a colon");
  }
  const std::string& password = secrets.Get(basic.password());
  CheckSecret(basic.has_password(), "auth.basic.password", password,
              violations);
  return {"Authorization", BasicAuthorization(basic.username(), password)};
}

HttpHeader MakeHeader(const v1::HeaderAuth& header, const Secrets& secrets,
                      FieldViolations& violations) {
  if (!IsHeaderName(header.name())) {
    violations.Add("auth.header.name", "must be the name of a header field");
  } else if (IsClientHeader(header.name())) {
    violations.Add("auth.header.name", "is a header field that Herald sets");
  }
  if (!IsHeaderValue(header.prefix())) {
    violations.Add("auth.header.prefix", std::string(kNotAHeaderValue));
  }
  const std::string& value = secrets.Get(header.value());
  CheckSecret(header.has_value(), "auth.header.value", value, violations);
  return {header.name(), header.prefix() + value};
}

}  // namespace

RequestAuth MakeRequestAuth(const v1::HttpProvider& config,
                            const Secrets& secrets,
                            FieldViolations& violations) {
  RequestAuth auth;
  if (!config.has_auth()) return auth;
  switch (config.auth().scheme_case()) {
    case v1::HttpAuth::kBearer: {
      const std::string& token = secrets.Get(config.auth().bearer());
      CheckSecret(true, "auth.bearer", token, violations);
      auth.header = {"Authorization", "Bearer " + token};
      break;
    }
    case v1::HttpAuth::kBasic:
      auth.header = MakeBasic(config.auth().basic(), secrets, violations);
      break;
    case v1::HttpAuth::kHeader:
      auth.header = MakeHeader(config.auth().header(), secrets, violations);
      break;
    case v1::HttpAuth::kQuery: {
      const v1::QueryAuth& query = config.auth().query();
      if (query.name().empty()) {
        violations.Add("auth.query.name", "is required");
      }
      if (!query.has_value()) {
        violations.Add("auth.query.value", "is required");
      }
      auth.query = fmt::format("{}={}", PercentEncode(query.name()),
                               PercentEncode(secrets.Get(query.value())));
      break;
    }
    case v1::HttpAuth::kAwsSigv4:
    case v1::HttpAuth::kAzureHmac:
    case v1::HttpAuth::kJwt:
    case v1::HttpAuth::kOauth2:
      // Each request needs its own: RequestSigner and AccessTokens make it.
      break;
    case v1::HttpAuth::SCHEME_NOT_SET:
      violations.Add("auth",
                     "must be one of bearer, basic, header, query, aws_sigv4, "
                     "azure_hmac, jwt, oauth2");
      break;
  }
  return auth;
}

}  // namespace herald
