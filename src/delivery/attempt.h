// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "herald/v1/outcome.pb.h"

namespace herald {

// An attempt that the provider has accepted. `provider_message_id` may be
// empty.
v1::Attempt Delivered(std::string_view provider_message_id);

// An attempt that failed, and may succeed later. Nothing was sent unless
// `possibly_sent` is set on the result.
v1::Attempt Retry(v1::Scope scope, std::string_view reason_code,
                  std::string_view reason);

// An attempt that failed for good.
v1::Attempt Dropped(v1::Scope scope, std::string_view reason_code,
                    std::string_view reason);

// The request left and no complete answer came back: RETRY that must not be
// repeated blindly.
v1::Attempt PossiblySent(v1::Scope scope, std::string_view reason_code,
                         std::string_view reason);

}  // namespace herald
