// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "http/http_client.h"

namespace herald {

// Who signs, and for which service.
struct AwsCredentials {
  std::string access_key_id;
  std::string secret_access_key;

  // Of temporary credentials; empty for none.
  std::string session_token;

  std::string region;
  std::string service;
};

// What a signature of version 4 is about.
struct AwsSignedParts {
  std::string method;

  // Path and query.
  std::string target;

  // The header fields to be signed, Host and X-Amz-Date among them.
  std::vector<HttpHeader> headers;

  // The body's SHA-256 in hexadecimal.
  std::string body_hash;

  // Whether dots and double slashes in the path are resolved first, as all
  // services but S3 do.
  bool has_normal_path = true;
};

// The value of the header field Authorization. `time` is that of X-Amz-Date.
std::string AwsAuthorization(const AwsCredentials& credentials,
                             const AwsSignedParts& parts, absl::Time time);

// Signs a complete request: adds X-Amz-Date, X-Amz-Security-Token if there is
// one, and Authorization.
void SignByAws(const AwsCredentials& credentials, absl::Time now,
               HttpRequest& request);

}  // namespace herald
