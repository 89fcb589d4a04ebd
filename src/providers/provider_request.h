// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "herald/v1/explanation.pb.h"
#include "http/http_client.h"

namespace herald {

// A request as people read it: the whole URL, one text for each header field.
v1::ProviderRequest ToProviderRequest(const HttpRequest& request);

}  // namespace herald
