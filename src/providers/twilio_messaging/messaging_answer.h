// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "herald/v1/outcome.pb.h"
#include "http/http_client.h"
#include "providers/twilio_error.h"

namespace herald {

// What the error codes of messages and calls mean. docs/providers.md explains
// each row.
absl::Span<const TwilioErrorRow> MessagingErrorRows();

// What became of a message or a call, by Twilio's answer to its creation.
v1::Attempt InterpretMessagingAnswer(const HttpResult& result, absl::Time now);

}  // namespace herald
