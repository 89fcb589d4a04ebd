// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "http/http_client.h"

namespace herald {

// Adds the header field `traceparent`, so that the provider's part of the work
// shows in the caller's trace. Not if there is no trace, or if the request has
// the field.
void AddTraceHeader(std::string_view traceparent, HttpRequest& request);

}  // namespace herald
