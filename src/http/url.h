// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "http/http_client.h"

namespace herald {

// An absolute http or https URL in the parts that a request needs.
struct Url {
  HttpOrigin origin;

  // Path and query, beginning with a slash. A fragment is dropped.
  std::string target;

  bool operator==(const Url&) const = default;
};

// Parses an absolute URL of at most 8192 bytes. INVALID_ARGUMENT for another
// scheme, user information, a bad host or port, or a character that may not
// stand in a URL (white space, controls, non-ASCII). The message never repeats
// the URL, which may hold secrets.
absl::StatusOr<Url> ParseUrl(std::string_view text);

}  // namespace herald
