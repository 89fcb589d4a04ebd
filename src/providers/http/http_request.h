// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"
#include "http/url.h"
#include "liquid/liquid.h"
#include "providers/http/request_auth.h"
#include "providers/http/request_body.h"
#include "providers/named_template.h"

namespace herald {

// Why an address may not be used.
constexpr char kNeedsTls[] =
    "must begin with https://, because `tls` gives a client certificate";

// How an HTTP provider's requests are made: the configuration, compiled.
struct HttpRequestPlan {
  std::string method;

  // One of both; none only after a violation.
  std::optional<Url> fixed_url;
  std::optional<liquid::Template> url;

  // For all requests; null for none.
  std::shared_ptr<const ClientCertificate> certificate;

  std::vector<NamedTemplate> query;
  std::vector<NamedTemplate> headers;
  RequestAuth auth;
  RequestBody body;
};

// Compiles the part of `config` that is about requests, but for the
// certificate, which the plan has no file to read from. Adds what is wrong
// with it to `violations`; the plan must not be used then.
HttpRequestPlan CompileHttpRequest(const v1::HttpProvider& config,
                                   const Secrets& secrets,
                                   FieldViolations& violations);

// The request for one notification. The headers are, in order: what
// authenticates, Content-Type unless it is configured, and the configured
// ones. An error, with a message for a person, if a template fails or gives
// what HTTP cannot carry; nothing may be sent then.
absl::StatusOr<HttpRequest> BuildHttpRequest(const HttpRequestPlan& plan,
                                             const liquid::Object& variables);

}  // namespace herald
