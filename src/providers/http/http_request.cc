// SPDX-License-Identifier: Apache-2.0
#include "providers/http/http_request.h"

#include <utility>

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "absl/status/status.h"
#include "http/ascii_case.h"
#include "http/encoding.h"
#include "http/url.h"
#include "providers/header_rules.h"

namespace herald {
namespace {

constexpr std::size_t kMaxTargetBytes = 16 << 10;
constexpr std::size_t kMaxHeaderValueBytes = 16 << 10;

absl::Status Refuse(std::string_view field, const absl::Status& status) {
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", field, std::string(status.message())));
}

absl::Status Refuse(std::string_view field, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}: {}", field, what));
}

void AppendQuery(std::string_view parameter, std::string* target) {
  const bool has_query = target->find('?') != std::string::npos;
  fmt::format_to(std::back_inserter(*target), "{}{}", has_query ? '&' : '?',
                 parameter);
}

absl::StatusOr<Url> UrlFor(const HttpRequestPlan& plan,
                           const liquid::Object& variables) {
  if (plan.fixed_url.has_value()) return *plan.fixed_url;
  const auto text = plan.url->Render(variables);
  if (!text.ok()) return text.status();
  return ParseUrl(*text);
}

absl::Status SetTarget(const HttpRequestPlan& plan,
                       const liquid::Object& variables, HttpRequest* request) {
  auto url = UrlFor(plan, variables);
  if (!url.ok()) return Refuse("url", url.status());
  if (plan.certificate != nullptr && !url->origin.is_tls) {
    return Refuse("url", kNeedsTls);
  }
  request->origin = std::move(url->origin);
  request->origin.certificate = plan.certificate;
  request->target = std::move(url->target);
  for (const NamedTemplate& parameter : plan.query) {
    const auto value = parameter.value.Render(variables);
    if (!value.ok()) {
      return Refuse(FieldOf("query", parameter.name), value.status());
    }
    if (value->empty()) continue;
    AppendQuery(fmt::format("{}={}", PercentEncode(parameter.name),
                            PercentEncode(*value)),
                &request->target);
  }
  if (!plan.auth.query.empty()) AppendQuery(plan.auth.query, &request->target);
  if (request->target.size() > kMaxTargetBytes) {
    return Refuse("url", "with its query is longer than 16 KiB");
  }
  return absl::OkStatus();
}

absl::Status AddHeaders(const HttpRequestPlan& plan,
                        const liquid::Object& variables, HttpRequest* request) {
  if (plan.auth.header.has_value()) {
    request->headers.push_back(*plan.auth.header);
  }
  const std::size_t configured = request->headers.size();
  bool has_content_type = plan.body.content_type().empty();
  for (const NamedTemplate& header : plan.headers) {
    auto value = header.value.Render(variables);
    const std::string field = FieldOf("headers", header.name);
    if (!value.ok()) return Refuse(field, value.status());
    if (value->empty()) continue;
    if (!IsHeaderValue(*value)) return Refuse(field, kNotAHeaderValue);
    if (value->size() > kMaxHeaderValueBytes) {
      return Refuse(field, "is longer than 16 KiB");
    }
    if (EqualsIgnoreCase(header.name, "Content-Type")) has_content_type = true;
    request->headers.push_back({header.name, *std::move(value)});
  }
  if (!has_content_type) {
    request->headers.insert(
        request->headers.begin() + configured,
        HttpHeader{"Content-Type", plan.body.content_type()});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HttpRequest> BuildHttpRequest(const HttpRequestPlan& plan,
                                             const liquid::Object& variables) {
  HttpRequest request;
  request.method = plan.method;
  if (absl::Status status = SetTarget(plan, variables, &request);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = AddHeaders(plan, variables, &request);
      !status.ok()) {
    return status;
  }
  auto body = plan.body.Render(variables);
  if (!body.ok()) return Refuse("body", body.status());
  request.body = *std::move(body);
  return request;
}

}  // namespace herald
