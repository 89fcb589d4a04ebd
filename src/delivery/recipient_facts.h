// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "herald/v1/explanation.pb.h"
#include "herald/v1/notification.pb.h"

namespace herald {

// What can be told about the recipient of a validated notification without
// asking anybody. A number that its country has not assigned belongs to the
// main country of its calling code, and is of no known kind. Costs 1 to 30 us
// for the first number of each block of a thousand, and next to nothing for the
// others. Any thread may call it.
v1::RecipientFacts FactsOf(const v1::Notification& notification);

}  // namespace herald
