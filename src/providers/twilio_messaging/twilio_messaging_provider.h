// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "delivery/clock.h"
#include "delivery/field_violation.h"
#include "delivery/provider.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"

namespace herald {

// A provider that sends text messages and makes calls by Twilio's REST API.
// Adds what is wrong with `config` to `violations`, with paths relative to it,
// and returns nothing then. `client` and `clock` outlive the provider, which
// belongs to the client's thread.
std::unique_ptr<Provider> MakeTwilioMessagingProvider(
    const v1::TwilioMessagingProvider& config, const Secrets& secrets,
    HttpClient& client, const Clock& clock, FieldViolations& violations);

}  // namespace herald
