// SPDX-License-Identifier: Apache-2.0
#include "delivery/notification_variables.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "liquid/liquid.h"

namespace herald {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void Check(const liquid::Object& variables, const Rows& rows) {
  for (const auto& [source, expected] : rows) {
    const auto compiled = liquid::Template::Parse(source);
    ASSERT_TRUE(compiled.ok()) << source << compiled.status();
    const auto text = compiled->Render(variables);
    ASSERT_TRUE(text.ok()) << source << text.status();
    EXPECT_EQ(*text, expected) << source;
  }
}

v1::Notification Phone() {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+18085555555");
  phone.set_code("123456");
  phone.set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  notification.mutable_client()->set_name("Acme");
  notification.mutable_connection()->set_strategy("sms");
  notification.mutable_custom_domain()->set_domain("login.example.com");
  notification.mutable_organization()->set_id("org_1");
  notification.mutable_request()->mutable_geoip()->set_country_code("US");
  notification.mutable_tenant()->set_id("acme");
  notification.mutable_transaction()->set_correlation_id("c-1");
  notification.mutable_user()->set_email("ada@example.com");
  (*notification.mutable_labels())["team"] = "login";
  return notification;
}

TEST(NotificationVariables, ShowAPhoneNotificationByAuth0sNames) {
  const v1::Notification notification = Phone();
  const NotificationVariables variables(notification, "order-1", nullptr,
                                        "key-1");
  Check(variables,
        {
            {"{{ notification.recipient }}", "+18085555555"},
            {"{{ notification.code }}", "123456"},
            {"{{ notification.message_type }}", "otp_verify"},
            {"{{ notification.delivery_method }}", "text"},
            {"{{ notification.as_voice }}", ""},
            {"{{ client.name }}", "Acme"},
            {"{{ connection.strategy }}", "sms"},
            {"{{ custom_domain.domain }}", "login.example.com"},
            {"{{ organization.id }}", "org_1"},
            {"{{ request.geoip.country_code }}", "US"},
            {"{{ tenant.id }}", "acme"},
            {"{{ transaction.correlation_id }}", "c-1"},
            {"{{ user.email }}", "ada@example.com"},
            {"{{ labels.team }}", "login"},
            {"{{ channel }}", "sms"},
            {"{{ request_id }}", "order-1"},
            {"{{ idempotency_key }}", "key-1"},
            {"{{ secrets.token }}", ""},
            {"{{ phone.recipient }}{{ email.to }}{{ nonsense }}", ""},
            {"{% if request_id %}yes{% endif %}", "yes"},
        });
}

TEST(NotificationVariables, ShowAnEmailByAuth0sNames) {
  v1::Notification notification;
  notification.mutable_email()->set_to("ada@example.com");
  notification.mutable_email()->set_subject("Hello");
  notification.mutable_email()->set_message_type(
      v1::EMAIL_MESSAGE_TYPE_WELCOME_EMAIL);
  const NotificationVariables variables(notification, "", nullptr);
  Check(variables, {
                       {"{{ notification.to }}", "ada@example.com"},
                       {"{{ notification.subject }}", "Hello"},
                       {"{{ notification.message_type }}", "welcome_email"},
                       {"{{ notification.recipient }}", ""},
                       {"{{ client.name }}", ""},
                       {"{{ channel }}", "email"},
                       {"{% if request_id %}yes{% endif %}", ""},
                       {"{% if idempotency_key %}yes{% endif %}", ""},
                   });
}

TEST(NotificationVariables, NameTheChannel) {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  EXPECT_EQ(ChannelName(notification), "sms");
  phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  EXPECT_EQ(ChannelName(notification), "sms");
  phone.set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  EXPECT_EQ(ChannelName(notification), "voice");
  const NotificationVariables variables(notification, "", nullptr);
  Check(variables, {{"{{ notification.delivery_method }}", "voice"}});
  notification.mutable_email();
  EXPECT_EQ(ChannelName(notification), "email");
}

TEST(NotificationVariables, ShowSecretsOnlyByName) {
  SecretVariables secrets;
  secrets.Put("token", "s3cret");
  const v1::Notification notification;
  const NotificationVariables variables(notification, "", &secrets);
  Check(variables, {
                       {"{{ secrets.token }}", "s3cret"},
                       {"{{ secrets.other }}", ""},
                       {"{% for s in secrets %}{{ s }}{% endfor %}", ""},
                   });
  const auto whole = liquid::Template::Parse("{{ secrets }}");
  ASSERT_TRUE(whole.ok());
  const auto text = whole->Render(variables);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->find("s3cret"), std::string::npos);
}

}  // namespace
}  // namespace herald
