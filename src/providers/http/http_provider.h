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

// A provider that is any HTTP API, described by templates and rules. Compiles
// all of them; adds what is wrong with `config` to `violations`, with paths
// relative to it, and returns nothing then. `certificate` is what the files of
// `config.tls` hold; requests for tokens show it too. `client` and `clock`
// outlive the provider, which belongs to the client's thread.
std::unique_ptr<Provider> MakeHttpProvider(
    const v1::HttpProvider& config, const Secrets& secrets, HttpClient& client,
    const Clock& clock, FieldViolations& violations,
    std::shared_ptr<const ClientCertificate> certificate = nullptr);

}  // namespace herald
