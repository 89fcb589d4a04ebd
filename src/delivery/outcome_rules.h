// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/notification_service.pb.h"
#include "herald/v1/outcome.pb.h"
#include "telemetry/redaction.h"

namespace herald {

// The rules that every attempt and every answer keeps, whatever a provider
// reported. All are pure functions.

// `text` cut to at most `max_characters` characters, never within one.
std::string CutToCharacters(std::string_view text, std::size_t max_characters);

// The private terms of a notification. They point into it.
PrivateTerms PrivateTermsOf(const v1::DeliverNotificationRequest& request);

// Brings a provider's report into bounds: an outcome is set; reason and id are
// redacted and cut; the reason code has its alphabet and length; a success has
// neither scope nor wait; a wait is within 0 and one day.
void Normalize(const Redactor& redactor, const PrivateTerms& terms,
               v1::Attempt& attempt);

// Turns a RETRY into a DROPPED with the code EXPIRED if the retry would come
// at or after `expire_time`. Leaves alone what may have been sent.
void ApplyExpiry(absl::Time expire_time, absl::Time now,
                 v1::DeliverNotificationResponse& response);

// The answer that says the same as `attempt`, without listing it.
v1::DeliverNotificationResponse ResponseOf(const v1::Attempt& attempt);

}  // namespace herald
