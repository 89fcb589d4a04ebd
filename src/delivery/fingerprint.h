// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "delivery/digest.h"
#include "herald/v1/notification_service.pb.h"

namespace herald {

// What makes two requests ask for the same: the notification and what its
// template is given. Not the provider and the times, which a caller may choose
// anew for a repeat. Must be taken before a message template words the
// notification, for its words depend on the time of day.
Digest FingerprintOf(const v1::DeliverNotificationRequest& request);

}  // namespace herald
