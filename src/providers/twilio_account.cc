// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_account.h"

#include <utility>

#include <fmt/format.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "http/encoding.h"
#include "providers/header_rules.h"

namespace herald {
namespace {

constexpr std::size_t kSidLength = 34;

Url ParseBaseUrl(std::string_view text, FieldViolations& violations) {
  auto url = ParseUrl(text);
  if (!url.ok()) {
    violations.Add("base_url", std::string(url.status().message()));
    return {};
  }
  if (text.find_first_of("?#") != text.npos) {
    violations.Add("base_url", "must not have a query or a fragment");
  }
  while (url->target.ends_with('/')) url->target.pop_back();
  return *std::move(url);
}

}  // namespace

void CheckTwilioSid(std::string_view field, std::string_view sid,
                    std::string_view prefix, bool is_optional,
                    FieldViolations& violations) {
  if (sid.empty() && is_optional) return;
  if (sid.empty()) {
    violations.Add(std::string(field), "is required");
    return;
  }
  if (sid.size() == kSidLength && sid.starts_with(prefix) &&
      std::all_of(sid.begin() + 2, sid.end(),
                  [](unsigned char c) { return absl::ascii_isxdigit(c); })) {
    return;
  }
  violations.Add(std::string(field),
                 fmt::format("must be `{}` and 32 hexadecimal digits", prefix));
}

TwilioAccount MakeTwilioAccount(const TwilioAccountFields& fields,
                                const Secrets& secrets,
                                FieldViolations& violations) {
  CheckTwilioSid("account_sid", fields.account_sid, "AC", false, violations);
  CheckTwilioSid("api_key_sid", fields.api_key_sid, "SK", true, violations);
  if (!fields.has_auth_token) violations.Add("auth_token", "is required");
  const std::string& token = secrets.Get(fields.auth_token);
  if (!IsHeaderValue(token)) {
    violations.Add("auth_token", std::string(kNotAHeaderValue));
  }
  TwilioAccount account;
  account.base = ParseBaseUrl(
      fields.base_url.empty() ? fields.default_base_url : fields.base_url,
      violations);
  account.authorization = BasicAuthorization(
      fields.api_key_sid.empty() ? fields.account_sid : fields.api_key_sid,
      token);
  return account;
}

HttpRequest MakeTwilioRequest(const TwilioAccount& account,
                              std::string_view path, std::string form) {
  HttpRequest request;
  request.origin = account.base.origin;
  request.target = fmt::format("{}{}", account.base.target, path);
  request.headers.push_back({"Authorization", account.authorization});
  request.headers.push_back(
      {"Content-Type", "application/x-www-form-urlencoded"});
  request.headers.push_back({"Accept", "application/json"});
  request.body = std::move(form);
  return request;
}

}  // namespace herald
