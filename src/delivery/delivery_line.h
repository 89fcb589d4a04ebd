// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "delivery/delivery_recorder.h"
#include "telemetry/log.h"

namespace herald {

// How much the line about a delivery matters: a warning if the failure points
// at a provider or an account, for somebody may have to act.
LogLevel LevelOf(const v1::DeliverNotificationResponse& response);

// Writes the line `delivery`. A phone number is shown by its last two digits,
// an address by its domain, both by the keyed hash; the caller's own id of the
// request by its hash alone, because it may hold anything.
void LogDelivery(const EndedDelivery& delivery);

}  // namespace herald
