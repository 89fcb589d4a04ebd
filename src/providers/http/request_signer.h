// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"

namespace herald {

// Authenticates requests that differ from one another by their signature or
// token. Belongs to a provider and its thread.
class RequestSigner {
 public:
  virtual ~RequestSigner() = default;

  // Adds header fields to a request that is complete but for them; nothing of
  // it may change afterwards, and what is added is not signed. After an error
  // nothing may be sent.
  virtual absl::Status Sign(absl::Time now, HttpRequest& request) = 0;
};

// The signer that `auth` asks for, or null if its scheme needs none. Adds what
// is wrong with it to `violations`.
std::unique_ptr<RequestSigner> MakeRequestSigner(const v1::HttpAuth& auth,
                                                 const Secrets& secrets,
                                                 FieldViolations& violations);

}  // namespace herald
