// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "providers/twilio_verify/verify_request.h"

namespace herald {
namespace {

constexpr int kMaxTags = 10;

std::vector<NamedTemplate> CompileTexts(std::string_view field,
                                        const NamedValues& values,
                                        FieldViolations& violations) {
  CheckNamesAreUnique(field, values, violations);
  return CompileNamedTemplates(field, values, violations);
}

}  // namespace

VerifyPlan CompileVerifyPlan(const v1::TwilioVerifyProvider& config,
                             const Secrets& secrets,
                             FieldViolations& violations) {
  VerifyPlan plan;
  plan.account =
      MakeTwilioAccount({.account_sid = config.account_sid(),
                         .api_key_sid = config.api_key_sid(),
                         .has_auth_token = config.has_auth_token(),
                         .auth_token = config.auth_token(),
                         .base_url = config.base_url(),
                         .default_base_url = "https://verify.twilio.com"},
                        secrets, violations);
  CheckTwilioSid("service_sid", config.service_sid(), "VA", false, violations);
  CheckTwilioSid("template_sid", config.template_sid(), "HJ", true, violations);
  plan.path =
      fmt::format("/v2/Services/{}/Verifications", config.service_sid());
  plan.custom_friendly_name = config.custom_friendly_name();
  plan.template_sid = config.template_sid();
  plan.template_substitutions = CompileTexts(
      "template_substitutions", config.template_substitutions(), violations);
  plan.rate_limits =
      CompileTexts("rate_limits", config.rate_limits(), violations);
  plan.tags = CompileTexts("tags", config.tags(), violations);
  if (config.tags_size() > kMaxTags) {
    violations.Add("tags", fmt::format("must be at most {}", kMaxTags));
  }
  if (!v1::RiskCheck_IsValid(config.risk_check())) {
    violations.Add("risk_check", "must be one of enable, disable");
  }
  plan.send_device_ip = config.send_device_ip();
  plan.risk_check = config.risk_check();
  return plan;
}

}  // namespace herald
