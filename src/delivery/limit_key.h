// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "herald/v1/explanation.pb.h"
#include "herald/v1/guard.pb.h"
#include "herald/v1/notification.pb.h"

namespace herald {

// The recipient as limits count it: the number, or the address in lower case.
std::string RecipientKey(const v1::Notification& notification);

// What a limit by `by` counts for a notification; empty if the notification
// lacks it. `range_digits` is for LIMIT_KEY_NUMBER_RANGE. At most 256 bytes:
// longer ids with the same beginning share a counter.
std::string LimitKeyOf(const v1::Notification& notification,
                       const v1::RecipientFacts& facts, v1::LimitKey by,
                       int range_digits);

}  // namespace herald
