// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"
#include "liquid/value.h"
#include "providers/named_template.h"
#include "providers/twilio_account.h"

namespace herald {

// How verifications are requested: the configuration, compiled.
struct VerifyPlan {
  TwilioAccount account;

  // Of the service's verifications.
  std::string path;

  std::string custom_friendly_name;
  std::string template_sid;
  std::vector<NamedTemplate> template_substitutions;
  std::vector<NamedTemplate> rate_limits;
  std::vector<NamedTemplate> tags;
  bool send_device_ip = false;
  v1::RiskCheck risk_check = v1::RISK_CHECK_UNSPECIFIED;
};

// Compiles `config`. Adds what is wrong with it to `violations`; the plan must
// not be used then.
VerifyPlan CompileVerifyPlan(const v1::TwilioVerifyProvider& config,
                             const Secrets& secrets,
                             FieldViolations& violations);

// The request that creates a verification for a phone notification with a
// code. An error, with a message for a person, if a template fails.
// https://www.twilio.com/docs/verify/api/verification
absl::StatusOr<HttpRequest> BuildVerifyRequest(
    const VerifyPlan& plan, const v1::Notification& notification,
    const liquid::Object& variables);

}  // namespace herald
