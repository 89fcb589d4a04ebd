// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>

#include "absl/status/status.h"
#include "delivery/field_violation.h"

namespace herald {

// The same code and message.
grpc::Status ToGrpcStatus(const absl::Status& status);

// INVALID_ARGUMENT with a google.rpc.BadRequest. The message repeats the first
// violation, for clients that do not read details.
grpc::Status InvalidArgument(const FieldViolations& violations);

// RESOURCE_EXHAUSTED with a google.rpc.RetryInfo.
grpc::Status Overloaded(std::chrono::seconds retry_delay);

// UNAVAILABLE: the call can be made elsewhere at once, nothing was sent.
grpc::Status ShuttingDown();

}  // namespace herald
