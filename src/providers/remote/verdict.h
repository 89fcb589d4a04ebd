// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "herald/v1/notification_handler_service.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// How a call to a handler failed, in gRPC's terms.
struct HandlerError {
  // A gRPC status code, not OK.
  int code = 2;

  // The handler's words, or gRPC's.
  std::string message;

  // The handler says so itself.
  bool says_not_sent = false;
};

// The attempt that ends with a handler's answer. One without a verdict is the
// handler's fault, and may have been sent.
v1::Attempt InterpretVerdict(const v1::HandleNotificationResponse& response);

// The attempt that ends with an error of a call that was made. Possibly sent,
// unless the error says otherwise.
v1::Attempt InterpretHandlerError(const HandlerError& error);

}  // namespace herald
