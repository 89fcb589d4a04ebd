// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// The key by which a provider recognizes a repeat of a delivery: a UUID of
// version 8 (RFC 9562), the same for the same request id and provider on every
// instance and in every version. Empty without a request id. Tells nothing
// about the request id.
std::string IdempotencyKey(std::string_view request_id,
                           std::string_view provider);

}  // namespace herald
