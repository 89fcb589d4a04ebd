// SPDX-License-Identifier: Apache-2.0
#include "providers/http_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "delivery/attempt.h"
#include "providers/retry_after.h"

namespace herald {
namespace {

struct ErrorRow {
  HttpErrorKind kind;
  v1::Scope scope;
  std::string_view reason_code;
};

constexpr ErrorRow kErrorRows[] = {
    {HttpErrorKind::kResolve, v1::SCOPE_TRANSPORT, "RESOLVE_FAILED"},
    {HttpErrorKind::kConnect, v1::SCOPE_TRANSPORT, "CONNECT_FAILED"},
    {HttpErrorKind::kTls, v1::SCOPE_TRANSPORT, "TLS_FAILED"},
    {HttpErrorKind::kNoTime, v1::SCOPE_DEADLINE, "NO_TIME"},
    {HttpErrorKind::kTimeout, v1::SCOPE_TRANSPORT, "TIMEOUT"},
    {HttpErrorKind::kConnectionLost, v1::SCOPE_TRANSPORT, "CONNECTION_LOST"},
    {HttpErrorKind::kResponseTooLarge, v1::SCOPE_PROVIDER,
     "RESPONSE_TOO_LARGE"},
    {HttpErrorKind::kMalformedResponse, v1::SCOPE_PROVIDER,
     "MALFORMED_RESPONSE"},
};

}  // namespace

HttpVerdict DefaultVerdict(int status) {
  switch (status) {
    case 401:
    case 402:
    case 403:
    case 405:
    case 406:
    case 407:
    case 410:
    case 501:
    case 505:
      return {v1::OUTCOME_DROPPED, v1::SCOPE_ACCOUNT};
    case 408:
    case 425:
    case 429:
      return {v1::OUTCOME_RETRY, v1::SCOPE_PROVIDER};
    case 409:
      return {v1::OUTCOME_DROPPED, v1::SCOPE_PROVIDER};
  }
  if (status >= 200 && status < 300) {
    return {v1::OUTCOME_DROPPED, v1::SCOPE_CONTENT};
  }
  if (status >= 300 && status < 400) {
    return {v1::OUTCOME_DROPPED, v1::SCOPE_ACCOUNT};
  }
  if (status >= 400 && status < 500) {
    return {v1::OUTCOME_DROPPED, v1::SCOPE_CONTENT};
  }
  if (status >= 500 && status < 600) {
    return {v1::OUTCOME_RETRY, v1::SCOPE_PROVIDER};
  }
  return {v1::OUTCOME_DROPPED, v1::SCOPE_PROVIDER};
}

v1::Attempt InterpretHttpStatus(const HttpResponse& response, absl::Time now) {
  const HttpVerdict verdict = DefaultVerdict(response.status);
  v1::Attempt attempt;
  attempt.set_outcome(verdict.outcome);
  attempt.set_scope(verdict.scope);
  attempt.set_reason_code(fmt::format("HTTP_{}", response.status));
  attempt.set_reason(fmt::format("HTTP status {}", response.status));
  ApplyRetryAfter(response, now, &attempt);
  return attempt;
}

v1::Attempt InterpretHttpError(const HttpError& error) {
  if (error.kind == HttpErrorKind::kInvalidRequest) {
    return Dropped(v1::SCOPE_CONTENT, "INVALID_REQUEST", error.message);
  }
  for (const ErrorRow& row : kErrorRows) {
    if (row.kind != error.kind) continue;
    v1::Attempt attempt = Retry(row.scope, row.reason_code, error.message);
    attempt.set_possibly_sent(error.possibly_sent);
    return attempt;
  }
  return PossiblySent(v1::SCOPE_TRANSPORT, "CONNECTION_LOST", error.message);
}

void ApplyRetryAfter(const HttpResponse& response, absl::Time now,
                     v1::Attempt* attempt) {
  if (attempt->outcome() != v1::OUTCOME_RETRY) return;
  const auto wait = ParseRetryAfter(response.Header("Retry-After"), now);
  if (wait.has_value()) SetRetryAfter(*wait, attempt);
}

void SetRetryAfter(absl::Duration duration, v1::Attempt* attempt) {
  const absl::Duration bounded =
      std::clamp(duration, absl::ZeroDuration(), kMaxRetryAfter);
  const std::int64_t nanos = absl::ToInt64Nanoseconds(bounded);
  attempt->mutable_retry_after()->set_seconds(nanos / 1'000'000'000);
  attempt->mutable_retry_after()->set_nanos(
      static_cast<std::int32_t>(nanos % 1'000'000'000));
}

}  // namespace herald
