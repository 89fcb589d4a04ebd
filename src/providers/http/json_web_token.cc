// SPDX-License-Identifier: Apache-2.0
#include "providers/http/json_web_token.h"

#include <fmt/format.h>

#include "absl/strings/escaping.h"
#include "http/digests.h"
#include "liquid/json.h"

namespace herald {
namespace {

std::string_view AlgorithmName(v1::JwtAlgorithm algorithm) {
  switch (algorithm) {
    case v1::JWT_ALGORITHM_RS256:
      return "RS256";
    case v1::JWT_ALGORITHM_ES256:
      return "ES256";
    default:
      return "HS256";
  }
}

void AppendTextMember(std::string_view name, std::string_view value,
                      std::string* object) {
  if (object->size() > 1) object->push_back(',');
  liquid::AppendJsonString(name, object);
  object->push_back(':');
  liquid::AppendJsonString(value, object);
}

std::string HeaderOf(const TokenPlan& plan) {
  std::string header = "{";
  AppendTextMember("alg", AlgorithmName(plan.algorithm), &header);
  AppendTextMember("typ", "JWT", &header);
  if (!plan.key_id.empty()) AppendTextMember("kid", plan.key_id, &header);
  return header + "}";
}

std::string ClaimsOf(const TokenPlan& plan, absl::Time now,
                     std::string_view id) {
  std::string claims =
      fmt::format("{{\"iat\":{},\"exp\":{}", absl::ToUnixSeconds(now),
                  absl::ToUnixSeconds(now + plan.lifetime));
  AppendTextMember("jti", id, &claims);
  for (const auto& [name, value] : plan.claims) {
    AppendTextMember(name, value, &claims);
  }
  return claims + "}";
}

}  // namespace

std::string MakeJsonWebToken(const TokenPlan& plan, absl::Time now,
                             std::string_view id) {
  const std::string signed_part =
      absl::WebSafeBase64Escape(HeaderOf(plan)) + "." +
      absl::WebSafeBase64Escape(ClaimsOf(plan, now, id));
  const std::string signature =
      plan.key.has_value() ? plan.key->Sign(signed_part)
                           : HmacSha256(plan.shared_secret, signed_part);
  if (signature.empty()) return "";
  return signed_part + "." + absl::WebSafeBase64Escape(signature);
}

}  // namespace herald
