// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"

namespace herald {

// What authenticates all of an HTTP provider's requests in the same way: one of
// the two, or nothing.
struct RequestAuth {
  std::optional<HttpHeader> header;

  // `name=value`, percent-encoded; empty for none.
  std::string query;
};

// Adds what is wrong with `config.auth` to `violations`.
RequestAuth MakeRequestAuth(const v1::HttpProvider& config,
                            const Secrets& secrets,
                            FieldViolations& violations);

}  // namespace herald
