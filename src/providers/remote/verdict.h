// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "herald/v1/notification_handler_service.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// gRPC's status codes that mean something here. A status may carry any number:
// https://github.com/grpc/grpc/blob/master/doc/statuscodes.md
enum GrpcCode {
  kOk = 0,
  kUnknown = 2,
  kDeadlineExceeded = 4,
  kPermissionDenied = 7,
  kResourceExhausted = 8,
  kUnimplemented = 12,
  kInternal = 13,
  kUnavailable = 14,
  kUnauthenticated = 16,
};

// How a call to a handler failed, in gRPC's terms.
struct HandlerError {
  // A gRPC status code, not OK.
  int code = kUnknown;

  // The handler's words, or ours.
  std::string message;

  // Nothing left this process, or the handler says that nothing was sent.
  bool is_not_sent = false;
};

// The attempt that ends with a handler's answer. One without a verdict is the
// handler's fault, and may have been sent.
v1::Attempt InterpretVerdict(const v1::HandleNotificationResponse& response);

// The attempt that ends with an error of a call that was made. Possibly sent,
// unless the error says otherwise.
v1::Attempt InterpretHandlerError(const HandlerError& error);

}  // namespace herald
