// SPDX-License-Identifier: Apache-2.0
#include "providers/http/access_tokens.h"

#include <fmt/format.h>

#include <algorithm>

#include "delivery/attempt.h"
#include "http/encoding.h"
#include "http/url.h"
#include "liquid/json.h"
#include "providers/header_rules.h"
#include "providers/http_answer.h"

namespace herald {
namespace {

constexpr std::chrono::seconds kMaxAskTime(10);
constexpr std::chrono::seconds kUsualLifetime(300);
constexpr std::chrono::hours kMaxLifetime(24);

// How long before it expires a token is replaced.
std::chrono::seconds MarginOf(std::chrono::seconds lifetime) {
  return std::min(std::chrono::seconds(60), lifetime / 5);
}

v1::Attempt Unreadable() {
  return Retry(v1::SCOPE_PROVIDER, "TOKEN_UNREADABLE",
               "the token endpoint's answer holds no token");
}

// The notification has not left, whatever became of the token.
v1::Attempt Untouched(v1::Attempt attempt) {
  attempt.set_possibly_sent(false);
  attempt.set_reason("no access token: " + attempt.reason());
  return attempt;
}

bool RanOutOfTime(const HttpResult& result) {
  const auto* error = std::get_if<HttpError>(&result);
  return error != nullptr && (error->kind == HttpErrorKind::kTimeout ||
                              error->kind == HttpErrorKind::kNoTime);
}

v1::Attempt Refused(const HttpResponse& response, absl::Time now) {
  v1::Attempt attempt = InterpretHttpStatus(response, now);
  if (attempt.outcome() == v1::OUTCOME_DROPPED) {
    attempt.set_scope(v1::SCOPE_ACCOUNT);
  }
  attempt.set_reason_code(fmt::format("TOKEN_HTTP_{}", response.status));
  return attempt;
}

}  // namespace

boost::asio::awaitable<AccessTokens::Result> AccessTokens::Get(
    Deadline deadline) {
  for (;;) {
    const auto now = clock_.Now();
    const bool is_valid = !token_.empty() && now < expire_time_;
    if (is_valid && (now < refresh_time_ || is_asking_)) co_return token_;
    if (!is_asking_) {
      Result result = co_await Ask(deadline);
      // It is early: the old one serves until the next attempt asks again.
      if (is_valid && !std::holds_alternative<std::string>(result)) {
        co_return token_;
      }
      co_return result;
    }
    const bool is_in_time = co_await waiters_.Wait(deadline);
    if (!is_in_time) {
      co_return Retry(v1::SCOPE_DEADLINE, "NO_TIME",
                      "no access token: the deadline came before the token");
    }
    if (failure_.has_value()) co_return *failure_;
  }
}

void AccessTokens::Forget(std::string_view token) {
  if (token_ == token) token_.clear();
}

boost::asio::awaitable<AccessTokens::Result> AccessTokens::Ask(
    Deadline deadline) {
  is_asking_ = true;
  failure_.reset();
  const Deadline bounded = std::min(deadline, clock_.Now() + kMaxAskTime);
  const HttpResult answer = co_await client_.Send(request_, bounded);
  Result result = Interpret(answer);
  if (const auto* attempt = std::get_if<v1::Attempt>(&result)) {
    if (!RanOutOfTime(answer)) failure_ = *attempt;
  }
  is_asking_ = false;
  waiters_.WakeAll();
  co_return result;
}

AccessTokens::Result AccessTokens::Interpret(const HttpResult& result) {
  if (const auto* error = std::get_if<HttpError>(&result)) {
    return Untouched(InterpretHttpError(*error));
  }
  const auto& response = std::get<HttpResponse>(result);
  if (response.status != 200) {
    return Untouched(Refused(response, clock_.WallNow()));
  }
  const auto document = liquid::JsonDocument::Parse(response.body);
  if (!document.ok()) return Untouched(Unreadable());
  const liquid::Value token = document->root().Find("access_token");
  const liquid::Value lifetime = document->root().Find("expires_in");
  if (!token.is_string() || token.text().empty() ||
      !IsHeaderValue(token.text())) {
    return Untouched(Unreadable());
  }
  std::chrono::seconds seconds = kUsualLifetime;
  if (lifetime.kind() == liquid::Value::Kind::kInteger) {
    const std::int64_t most = std::chrono::seconds(kMaxLifetime).count();
    seconds = std::chrono::seconds(
        std::clamp<std::int64_t>(lifetime.integer(), 0, most));
  }
  token_ = std::string(token.text());
  expire_time_ = clock_.Now() + seconds;
  refresh_time_ = expire_time_ - MarginOf(seconds);
  return token_;
}

HttpRequest MakeTokenRequest(const v1::OAuth2Auth& auth, const Secrets& secrets,
                             FieldViolations& violations) {
  HttpRequest request;
  auto url = ParseUrl(auth.token_url());
  if (url.ok()) {
    request.origin = std::move(url->origin);
    request.target = std::move(url->target);
  } else {
    violations.Add("auth.oauth2.token_url",
                   std::string(url.status().message()));
  }
  if (auth.client_id().empty()) {
    violations.Add("auth.oauth2.client_id", "is required");
  }
  if (!auth.has_client_secret()) {
    violations.Add("auth.oauth2.client_secret", "is required");
  }
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  AppendFormField("grant_type", "client_credentials", &request.body);
  AppendFormField("client_id", auth.client_id(), &request.body);
  AppendFormField("client_secret", secrets.Get(auth.client_secret()),
                  &request.body);
  if (!auth.scope().empty()) {
    AppendFormField("scope", auth.scope(), &request.body);
  }
  return request;
}

}  // namespace herald
