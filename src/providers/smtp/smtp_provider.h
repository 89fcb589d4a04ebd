// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "delivery/clock.h"
#include "delivery/field_violation.h"
#include "delivery/provider.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// A provider that hands emails to a mail server. Adds what is wrong with
// `config` to `violations`, with paths relative to it, and returns nothing
// then. `clock` outlives the provider, which belongs to the executor's thread;
// destroy it before the executor's context.
std::unique_ptr<Provider> MakeSmtpProvider(
    const v1::SmtpProvider& config, const Secrets& secrets,
    const boost::asio::any_io_executor& executor, const Clock& clock,
    FieldViolations& violations);

}  // namespace herald
