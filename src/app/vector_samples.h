// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "herald/v1/notification.pb.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// The notification that a definition's vectors show unless they bring their
// own: an example that uses every field a provider may look at.
v1::Notification SampleNotification(v1::Channel channel);

}  // namespace herald
