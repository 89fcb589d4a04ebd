// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/verify_request.h"

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "delivery/notification_variables.h"
#include "providers/describe.h"
#include "providers/twilio_openapi.h"
#include "providers/twilio_verify/verify_config.h"

namespace herald {
namespace {

HttpRequest Build(const v1::TwilioVerifyProvider& config,
                  const v1::Notification& notification) {
  FieldViolations violations;
  const VerifyPlan plan =
      CompileVerifyPlan(config, VerifySecrets(), violations);
  EXPECT_EQ(Describe(violations), "");
  const NotificationVariables variables(notification, "order-1", nullptr);
  auto request = BuildVerifyRequest(plan, notification, variables);
  EXPECT_TRUE(request.ok()) << request.status();
  return request.ok() ? *std::move(request) : HttpRequest();
}

void Name(google::protobuf::RepeatedPtrField<v1::NamedValue>* values,
          const std::string& name, const std::string& value) {
  v1::NamedValue* named = values->Add();
  named->set_name(name);
  named->set_value(value);
}

v1::TwilioVerifyProvider FullConfig() {
  v1::TwilioVerifyProvider config = VerifyConfig();
  config.set_api_key_sid("SK" + kThirtyTwo);
  config.set_template_sid("HJ" + kThirtyTwo);
  Name(config.mutable_template_substitutions(), "app", "{{ client.name }}");
  Name(config.mutable_template_substitutions(), "none",
       "{{ client.metadata.x }}");
  Name(config.mutable_template_substitutions(), "quote",
       "a \"b\" {{ channel }}");
  config.set_custom_friendly_name("Ærø & Co");
  Name(config.mutable_rate_limits(), "end_user_ip", "{{ request.ip }}");
  Name(config.mutable_tags(), "type", "{{ notification.message_type }}");
  Name(config.mutable_tags(), "request", "{{ request_id }}");
  config.set_send_device_ip(true);
  config.set_risk_check(v1::RISK_CHECK_DISABLE);
  config.set_base_url("http://127.0.0.1:8080/twilio/");
  return config;
}

v1::Notification FullNotification() {
  v1::Notification notification = CodeNotification();
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  phone.set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  phone.set_locale("pt-BR");
  notification.mutable_client()->set_name("Acme");
  notification.mutable_request()->set_ip("2001:db8::1");
  return notification;
}

TEST(VerifyRequest, IsAFormWithRecipientChannelAndCode) {
  EXPECT_EQ(Describe(Build(VerifyConfig(), CodeNotification())),
            "POST https://verify.twilio.com:443/v2/Services/VA" + kThirtyTwo +
                "/Verifications\n"
                "Authorization: Basic "
                "QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjpzM2NyZXQ=\n"
                "Content-Type: application/x-www-form-urlencoded\n"
                "Accept: application/json\n"
                "\n"
                "To=%2B18085555555&Channel=sms&CustomCode=123456");
}

TEST(VerifyRequest, CarriesAllThatIsConfigured) {
  EXPECT_EQ(Describe(Build(FullConfig(), FullNotification())),
            "POST http://127.0.0.1:8080/twilio/v2/Services/VA" + kThirtyTwo +
                "/Verifications\n"
                "Authorization: Basic "
                "U0swMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjpzM2NyZXQ=\n"
                "Content-Type: application/x-www-form-urlencoded\n"
                "Accept: application/json\n"
                "\n"
                "To=%2B18085555555&Channel=call&CustomCode=123456&Locale=pt-BR"
                "&CustomFriendlyName=%C3%86r%C3%B8+%26+Co"
                "&TemplateSid=HJ" +
                kThirtyTwo +
                "&TemplateCustomSubstitutions=%7B%22app%22%3A%22Acme%22%2C"
                "%22quote%22%3A%22a+%5C%22b%5C%22+voice%22%7D"
                "&RateLimits=%7B%22end_user_ip%22%3A%222001%3Adb8%3A%3A1%22%7D"
                "&DeviceIp=2001%3Adb8%3A%3A1"
                "&RiskCheck=disable"
                "&Tags=%7B%22type%22%3A%22otp_verify%22%2C"
                "%22request%22%3A%22order-1%22%7D");
}

TEST(VerifyRequest, VariesWithTheNotification) {
  const std::string head = "To=%2B18085555555&Channel=";
  v1::Notification unset = CodeNotification();
  unset.mutable_phone()->clear_delivery_method();
  EXPECT_EQ(Build(VerifyConfig(), unset).body, head + "sms&CustomCode=123456");

  v1::Notification voice = CodeNotification();
  voice.mutable_phone()->set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  voice.mutable_phone()->set_code("a+b&c");
  EXPECT_EQ(Build(VerifyConfig(), voice).body,
            head + "call&CustomCode=a%2Bb%26c");

  v1::Notification locale = CodeNotification();
  locale.mutable_phone()->set_locale("de-CH");
  EXPECT_EQ(Build(VerifyConfig(), locale).body,
            head + "sms&CustomCode=123456&Locale=de");
  locale.mutable_phone()->set_locale("tlh");
  EXPECT_EQ(Build(VerifyConfig(), locale).body, head + "sms&CustomCode=123456");
}

TEST(VerifyRequest, PassesOnOnlyAddressesThatAreSome) {
  v1::TwilioVerifyProvider config = VerifyConfig();
  config.set_send_device_ip(true);
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"192.0.2.1", "&DeviceIp=192.0.2.1"},
      {"2001:db8::1", "&DeviceIp=2001%3Adb8%3A%3A1"},
      {"", ""},
      {"192.0.2", ""},
      {"192.0.2.1, 192.0.2.2", ""},
      {"unknown", ""},
  };
  for (const auto& [ip, expected] : rows) {
    v1::Notification notification = CodeNotification();
    notification.mutable_request()->set_ip(ip);
    EXPECT_EQ(Build(config, notification).body,
              "To=%2B18085555555&Channel=sms&CustomCode=123456" + expected);
  }
  v1::Notification notification = CodeNotification();
  notification.mutable_request()->set_ip("192.0.2.1");
  EXPECT_EQ(Build(VerifyConfig(), notification).body,
            "To=%2B18085555555&Channel=sms&CustomCode=123456");
}

TEST(VerifyRequest, AsksForARiskCheckOnlyIfConfigured) {
  v1::TwilioVerifyProvider config = VerifyConfig();
  config.set_risk_check(v1::RISK_CHECK_ENABLE);
  EXPECT_EQ(Build(config, CodeNotification()).body,
            "To=%2B18085555555&Channel=sms&CustomCode=123456&RiskCheck=enable");
}

TEST(VerifyRequest, UsesFieldsThatTwilioKnows) {
  const auto known =
      OpenApiFields("verify.json", "/v2/Services/{ServiceSid}/Verifications");
  HERALD_NEEDS_OPENAPI(known);
  const auto used = FormFields(Build(FullConfig(), FullNotification()).body);
  EXPECT_EQ(used.size(), 11u);
  for (const std::string& field : used) {
    EXPECT_THAT(known, testing::Contains(field));
  }
}

}  // namespace
}  // namespace herald
