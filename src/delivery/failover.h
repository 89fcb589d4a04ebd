// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <span>

#include "herald/v1/notification_service.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// The decisions about what follows an attempt. All are pure functions.

// Whether another provider may be tried after this attempt: it failed for a
// reason that is the provider's own, and nothing may have been sent.
bool MayFailOver(const v1::Attempt& attempt);

// Whether the same provider may be tried again: likewise, and the failure is
// one that time heals.
bool MayRetry(const v1::Attempt& attempt);

// What became of a notification after these attempts, the last of which may
// have been followed by another but was not. `soonest_probe` is when a provider
// that was left alone is tried again, if any was. An outcome that may still
// change wins over one that is final for its provider alone.
v1::DeliverNotificationResponse Conclude(
    std::span<const v1::Attempt> attempts,
    std::optional<std::chrono::nanoseconds> soonest_probe);

}  // namespace herald
