// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/time/time.h"
#include "herald/v1/outcome.pb.h"
#include "http/http_client.h"

namespace herald {

// What an answer means when nothing but its status is known.
struct HttpVerdict {
  v1::Outcome outcome = v1::OUTCOME_DROPPED;
  v1::Scope scope = v1::SCOPE_PROVIDER;

  bool operator==(const HttpVerdict&) const = default;
};

// The default table of docs/providers.md. For 200 to 299 it gives the verdict
// on an answer that the provider's success rule refused. Never DELIVERED.
HttpVerdict DefaultVerdict(int status);

// The attempt that ends with `response`, by the default table. `now` is the
// time of day that a date in Retry-After is measured from.
v1::Attempt InterpretHttpStatus(const HttpResponse& response, absl::Time now);

// The attempt that ends without a complete answer.
v1::Attempt InterpretHttpError(const HttpError& error);

// Sets `retry_after` from the header Retry-After, if `attempt` is a RETRY and
// the header can be read.
void ApplyRetryAfter(const HttpResponse& response, absl::Time now,
                     v1::Attempt* attempt);

// Sets `retry_after`, at most one day and not below zero.
void SetRetryAfter(absl::Duration duration, v1::Attempt* attempt);

}  // namespace herald
