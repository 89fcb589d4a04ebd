// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "herald/v1/provider.pb.h"
#include "http/signing_key.h"

namespace herald {

// What JSON Web Tokens are made of, besides the time.
struct TokenPlan {
  v1::JwtAlgorithm algorithm = v1::JWT_ALGORITHM_HS256;

  // One of both, by the algorithm.
  std::string shared_secret;
  std::optional<SigningKey> key;

  std::string key_id;
  std::vector<std::pair<std::string, std::string>> claims;
  absl::Duration lifetime = absl::Minutes(5);
};

// A signed token (RFC 7515, compact) that is valid from `now` on. `id` becomes
// the claim `jti`. Empty if it cannot be signed.
std::string MakeJsonWebToken(const TokenPlan& plan, absl::Time now,
                             std::string_view id);

}  // namespace herald
