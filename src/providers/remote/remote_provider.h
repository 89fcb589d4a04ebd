// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "delivery/clock.h"
#include "delivery/field_violation.h"
#include "delivery/provider.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// A provider whose handler is a program of its own, called over gRPC. Adds what
// is wrong with `config` to `violations`, with paths relative to it, and
// returns nothing then. `name` is the provider's. `clock` outlives
// its calls, and the provider belongs to the executor's I/O thread.
std::unique_ptr<Provider> MakeRemoteProvider(
    const std::string& name, const v1::RemoteProvider& config,
    const Secrets& secrets, const boost::asio::any_io_executor& executor,
    const Clock& clock, FieldViolations& violations);

}  // namespace herald
