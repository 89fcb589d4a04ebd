// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/verify_request.h"

#include <utility>

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "absl/status/status.h"
#include "http/encoding.h"
#include "liquid/json.h"
#include "providers/twilio_verify/verify_locale.h"

namespace herald {
namespace {

bool IsIpAddress(const std::string& text) {
  std::array<unsigned char, 16> address;
  return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

void AppendUnlessEmpty(std::string_view name, std::string_view value,
                       std::string* form) {
  if (!value.empty()) AppendFormField(name, value, form);
}

// Appends a JSON object of texts; without those that render to nothing, and
// not at all if none is left.
absl::Status AppendTexts(std::string_view name,
                         const std::vector<NamedTemplate>& texts,
                         std::string_view field,
                         const liquid::Object& variables, std::string* form) {
  std::string json;
  for (const NamedTemplate& text : texts) {
    const auto value = text.value.Render(variables);
    if (!value.ok()) {
      return absl::InvalidArgumentError(
          fmt::format("{}: {}", FieldOf(field, text.name),
                      std::string(value.status().message())));
    }
    if (value->empty()) continue;
    json.push_back(json.empty() ? '{' : ',');
    liquid::AppendJsonString(text.name, &json);
    json.push_back(':');
    liquid::AppendJsonString(*value, &json);
  }
  if (!json.empty()) AppendFormField(name, json + "}", form);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HttpRequest> BuildVerifyRequest(
    const VerifyPlan& plan, const v1::Notification& notification,
    const liquid::Object& variables) {
  const v1::PhoneNotification& phone = notification.phone();
  const bool is_voice = phone.delivery_method() == v1::DELIVERY_METHOD_VOICE;
  std::string form;
  AppendFormField("To", phone.recipient(), &form);
  AppendFormField("Channel", is_voice ? "call" : "sms", &form);
  AppendFormField("CustomCode", phone.code(), &form);
  AppendUnlessEmpty("Locale", VerifyLocale(phone.locale()), &form);
  AppendUnlessEmpty("CustomFriendlyName", plan.custom_friendly_name, &form);
  AppendUnlessEmpty("TemplateSid", plan.template_sid, &form);
  absl::Status status =
      AppendTexts("TemplateCustomSubstitutions", plan.template_substitutions,
                  "template_substitutions", variables, &form);
  if (!status.ok()) return status;
  status = AppendTexts("RateLimits", plan.rate_limits, "rate_limits", variables,
                       &form);
  if (!status.ok()) return status;
  if (plan.send_device_ip && IsIpAddress(notification.request().ip())) {
    AppendFormField("DeviceIp", notification.request().ip(), &form);
  }
  if (plan.risk_check != v1::RISK_CHECK_UNSPECIFIED) {
    const bool is_on = plan.risk_check == v1::RISK_CHECK_ENABLE;
    AppendFormField("RiskCheck", is_on ? "enable" : "disable", &form);
  }
  status = AppendTexts("Tags", plan.tags, "tags", variables, &form);
  if (!status.ok()) return status;
  return MakeTwilioRequest(plan.account, plan.path, std::move(form));
}

}  // namespace herald
