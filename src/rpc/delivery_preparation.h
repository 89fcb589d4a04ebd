// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/support/status.h>

#include "delivery/call_context.h"
#include "herald/v1/notification_service.pb.h"
#include "rpc/wording.h"

namespace herald {

// Does all that comes ahead of the engine: validates the request, finds out
// what is known about its recipient, and words the notification. Fills those
// fields of `context`. The status is the call's unless it is OK.
grpc::Status PrepareDelivery(const Wording& wording,
                             v1::DeliverNotificationRequest& request,
                             CallContext& context);

}  // namespace herald
