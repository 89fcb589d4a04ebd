// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "herald/v1/outcome.pb.h"
#include "http/http_client.h"

namespace herald {

// The members that Herald reads from Twilio's answers: of an error
// `{code, message, more_info, status}`, or of a created resource.
struct TwilioAnswer {
  // An error's `code`, or a resource's `error_code`; 0 if there is none.
  int code = 0;

  // An error's `message`, or a resource's `error_message`.
  std::string message;

  // A resource's id; empty in an error.
  std::string sid;

  // A resource's state, such as `queued`; empty in an error.
  std::string status;
};

// Reads an answer's body. Nothing if it is not a JSON object.
std::optional<TwilioAnswer> ParseTwilioAnswer(std::string_view body);

// What one of Twilio's error codes means for a delivery.
struct TwilioErrorRow {
  int code = 0;
  v1::Outcome outcome = v1::OUTCOME_DROPPED;
  v1::Scope scope = v1::SCOPE_PROVIDER;

  // How long to wait when the answer has no Retry-After; zero for unknown.
  absl::Duration retry_after = absl::ZeroDuration();
};

// The attempt that ends with the error `answer.code`, which is not 0: by
// `rows`, then by the codes that all of Twilio's products share, then by the
// default table for the answer's status. The reason code is `TWILIO_` and the
// code.
v1::Attempt InterpretTwilioError(const HttpResponse& response,
                                 const TwilioAnswer& answer,
                                 absl::Span<const TwilioErrorRow> rows,
                                 absl::Time now);

// The attempt that ends with a created resource in the state `answer.status`,
// which is a failure without an error code.
v1::Attempt TwilioStatusFailure(const TwilioAnswer& answer, v1::Outcome outcome,
                                v1::Scope scope);

// The attempt that ends with a status of success and a body that does not say
// what became of it.
v1::Attempt UnreadableTwilioAnswer();

}  // namespace herald
