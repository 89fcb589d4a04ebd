// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/security/credentials.h>

#include <memory>

#include "delivery/field_violation.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// How a handler is reached: with TLS, if it is configured, or in plain text.
// Reads the files that `config` names; what is wrong with them is added to
// `violations`, with paths relative to `config`.
std::shared_ptr<grpc::ChannelCredentials> MakeHandlerCredentials(
    const v1::RemoteProvider& config, FieldViolations& violations);

}  // namespace herald
