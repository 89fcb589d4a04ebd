// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "delivery/clock.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/outcome.pb.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"
#include "http/waiters.h"

namespace herald {

// The access tokens of one provider: asks an OAuth 2.0 server by the client
// credentials grant, keeps the token, and asks anew shortly before it expires.
// However many attempts need a token, one asks and the others wait, each until
// its own deadline. Belongs to the provider and its thread; client and clock
// outlive it.
class AccessTokens {
 public:
  // A token, or the outcome of an attempt that gets none.
  using Result = std::variant<v1::Attempt, std::string>;

  AccessTokens(HttpRequest request, HttpClient& client, const Clock& clock)
      : request_(std::move(request)), client_(client), clock_(clock) {}

  boost::asio::awaitable<Result> Get(Deadline deadline);

  // Never hands this token out again: the API does not take it.
  void Forget(std::string_view token);

 private:
  boost::asio::awaitable<Result> Ask(Deadline deadline);
  Result Interpret(const HttpResult& result);

  const HttpRequest request_;
  HttpClient& client_;
  const Clock& clock_;

  std::string token_;
  std::chrono::steady_clock::time_point refresh_time_;
  std::chrono::steady_clock::time_point expire_time_;

  bool is_asking_ = false;

  // For the answer to what another asks.
  Waiters waiters_;

  // Why there is no token, for those who waited. Not if the one who asked ran
  // out of time: they may have more.
  std::optional<v1::Attempt> failure_;
};

// The request for a token. Adds what is wrong with `auth` to `violations`.
HttpRequest MakeTokenRequest(const v1::OAuth2Auth& auth, const Secrets& secrets,
                             FieldViolations& violations);

}  // namespace herald
