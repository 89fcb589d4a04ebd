// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>

#include "http/ascii_case.h"
#include "http/url.h"
#include "providers/header_rules.h"
#include "providers/http/http_request.h"

namespace herald {
namespace {

constexpr std::string_view kMethods[] = {"POST", "GET", "PUT", "PATCH",
                                         "DELETE"};

void CheckMethod(const v1::HttpProvider& config, FieldViolations& violations) {
  const std::string& method = config.method();
  const bool is_known =
      method.empty() || std::find(std::begin(kMethods), std::end(kMethods),
                                  method) != std::end(kMethods);
  if (!is_known) {
    violations.Add("method", "must be one of POST, GET, PUT, PATCH, DELETE");
  }
}

// Checks as much of the URL as can be known before it is rendered.
void CompileUrl(const std::string& url, HttpRequestPlan& plan,
                FieldViolations& violations) {
  if (url.empty()) {
    violations.Add("url", "is required");
  } else if (url.find("{{") == url.npos && url.find("{%") == url.npos) {
    auto parsed = ParseUrl(url);
    if (parsed.ok()) {
      plan.fixed_url = *std::move(parsed);
    } else {
      violations.Add("url", std::string(parsed.status().message()));
    }
  } else if (!url.starts_with("{") && !url.starts_with("http://") &&
             !url.starts_with("https://")) {
    violations.Add("url", "must begin with http:// or https://");
  } else {
    plan.url = CompileTemplate("url", url, violations, liquid::Escape::kUrl);
  }
}

void CheckTls(const v1::HttpProvider& config, const HttpRequestPlan& plan,
              FieldViolations& violations) {
  if (!config.has_tls()) return;
  const bool is_plain = plan.fixed_url.has_value()
                            ? !plan.fixed_url->origin.is_tls
                            : config.url().starts_with("http://");
  if (is_plain) violations.Add("url", kNeedsTls);
}

void CheckHeaders(const v1::HttpProvider& config, const RequestAuth& auth,
                  FieldViolations& violations) {
  for (const v1::NamedValue& header : config.headers()) {
    const std::string field = FieldOf("headers", header.name());
    if (header.name().empty()) continue;
    if (!IsHeaderName(header.name())) {
      violations.Add(field, "is not the name of a header field");
    } else if (IsClientHeader(header.name())) {
      violations.Add(field, "is a header field that Herald sets");
    } else if (auth.header.has_value() &&
               EqualsIgnoreCase(auth.header->name, header.name())) {
      violations.Add(field, "is set by `auth` already");
    } else if (config.auth().scheme_case() >= v1::HttpAuth::kAwsSigv4 &&
               EqualsIgnoreCase(header.name(), "Authorization")) {
      violations.Add(field, "is set by `auth` already");
    }
  }
}

}  // namespace

HttpRequestPlan CompileHttpRequest(const v1::HttpProvider& config,
                                   const Secrets& secrets,
                                   FieldViolations& violations) {
  HttpRequestPlan plan;
  CheckMethod(config, violations);
  plan.method = config.method().empty() ? "POST" : config.method();
  CompileUrl(config.url(), plan, violations);
  CheckTls(config, plan, violations);
  plan.query = CompileNamedTemplates("query", config.query(), violations);
  plan.headers = CompileNamedTemplates("headers", config.headers(), violations);
  plan.auth = MakeRequestAuth(config, secrets, violations);
  CheckHeaders(config, plan.auth, violations);
  plan.body = RequestBody::Compile(config, violations);
  return plan;
}

}  // namespace herald
