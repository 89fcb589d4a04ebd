// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "http/http_client.h"

namespace herald {

// The bytes of an access key, which is given in base64, or within a connection
// string as `accesskey=...`. INVALID_ARGUMENT tells nothing about the key.
absl::StatusOr<std::string> ReadAzureKey(std::string_view text);

// Signs a complete request: adds x-ms-date, x-ms-content-sha256 and
// Authorization.
void SignByAzure(std::string_view key, absl::Time now, HttpRequest& request);

}  // namespace herald
