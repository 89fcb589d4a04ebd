// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "herald/v1/notification.pb.h"
#include "herald/v1/notification_handler_service.pb.h"

namespace herald {

// The body of a call to a handler. `common` is an encoded request with what all
// calls share, and `own` has what else this one says besides its notification.
// The three are merged by the handler that decodes them, as encoded messages
// are that follow each other, so that the notification is not copied:
// https://protobuf.dev/programming-guides/encoding/#last-one-wins
std::string EncodeHandlerRequest(std::string_view common,
                                 const v1::Notification& notification,
                                 const v1::HandleNotificationRequest& own);

}  // namespace herald
