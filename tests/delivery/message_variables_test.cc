// SPDX-License-Identifier: Apache-2.0
#include "delivery/message_variables.h"

#include <utility>

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "liquid/liquid.h"

namespace herald {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// Renders each template and compares.
void Check(const std::string& notification, const std::string& input,
           const Rows& rows) {
  const auto parsed = Parse<v1::Notification>(notification);
  const auto variables = Parse<v1::TemplateInput>(input);
  google::protobuf::Timestamp expire_time;
  expire_time.set_seconds(1'000'000'541);
  const MessageVariables object({.notification = parsed,
                                 .input = variables,
                                 .expire_time = &expire_time,
                                 .now = absl::FromUnixSeconds(1'000'000'000)},
                                "de");
  for (const auto& [source, expected] : rows) {
    const auto compiled = liquid::Template::Parse(source);
    ASSERT_TRUE(compiled.ok()) << source << compiled.status();
    const auto text = compiled->Render(object);
    ASSERT_TRUE(text.ok()) << source << text.status();
    EXPECT_EQ(*text, expected) << source;
  }
}

constexpr char kPhone[] = R"(
  phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY code: '111111'
          recipient: '+33612345678' locale: 'fr-FR'
          delivery_method: DELIVERY_METHOD_VOICE }
  client { client_id: 'app-1' name: 'Shop' metadata { key: 'k' value: 'v' } }
  connection { id: 'con_1' name: 'sms' }
  custom_domain { domain: 'login.example.com' }
  organization { id: 'org_1' name: 'acme' display_name: 'Acme' }
  request { ip: '192.0.2.1' language: 'es'
            geoip { country_name: 'France' city_name: 'Lyon' } }
  tenant { id: 'shop' friendly_name: 'The Shop' home_url: 'https://h'
           logo_url: 'https://l' support_email: 'help@example.com'
           support_url: 'https://s' }
  transaction { correlation_id: 'c-1' }
  user { user_id: 'u1' name: 'Ada' email: 'ada@example.com'
         user_metadata { fields { key: 'plan'
                                  value { string_value: 'gold' } } } }
  labels { key: 'team' value: 'login' }
)";

TEST(MessageVariables, KnowAuth0sNames) {
  Check(
      kPhone, "",
      {
          {"{{ code }} {{ password }}", "111111 111111"},
          {"{{ phone_number }} {{ email }}", "+33612345678 ada@example.com"},
          {"{{ application.name }} {{ client.name }}", "Shop Shop"},
          {"{{ application.clientID }} {{ client.client_id }}", "app-1 app-1"},
          {"{{ client.metadata.k }}", "v"},
          {"{{ connection.name }} {{ connection }}", "sms sms"},
          {"{{ organization.display_name }} {{ organization }}", "Acme acme"},
          {"{{ tenant }} {{ tenant.friendly_name }} {{ friendly_name }}",
           "shop The Shop The Shop"},
          {"{{ support_email }} {{ support_url }}",
           "help@example.com https://s"},
          {"{{ home_url }} {{ logo_url }}", "https://h https://l"},
          {"{{ user.name }} {{ user.user_metadata.plan }}", "Ada gold"},
          {"{{ user.source_ip }} {{ user.city }}, {{ user.country }}",
           "192.0.2.1 Lyon, France"},
          {"{{ custom_domain.domain }}", "login.example.com"},
          {"{{ correlation_id }}", "c-1"},
          {"{{ locale }} {{ request_language }}", "fr-FR fr-FR"},
          {"{{ message_type }} {{ channel }}", "otp_verify voice"},
          {"{{ labels.team }} {{ request.ip }}", "login 192.0.2.1"},
          {"{{ notification.recipient }}", "+33612345678"},
          {"{% for pair in application %}{{ pair[0] }} {% endfor %}",
           "clientID client_id name metadata "},
      });
}

TEST(MessageVariables, TellWhenTheNotificationExpires) {
  Check(kPhone, "",
        {{"{{ expire_minutes }}", "10"},
         {"{{ expire_time }}", "2001-09-09T01:55:41Z"},
         {"{{ expire_time | date: '%H:%M' }}", "01:55"}});
}

TEST(MessageVariables, PutTheCallersOwnAheadButForTheCode) {
  Check(
      "email { to: 'a@example.com' } user { email: 'b@example.com' } "
      "tenant { friendly_name: 'The Shop' } request { language: 'fr, en' }",
      R"(code: '222222'
           variables {
             fields { key: 'code' value { string_value: 'no' } }
             fields { key: 'password' value { string_value: 'no' } }
             fields { key: 'url' value { string_value: 'https://x' } }
             fields { key: 'friendly_name' value { string_value: 'Mine' } }
             fields { key: 'email' value { null_value: NULL_VALUE } }
             fields { key: 'inviter' value { struct_value {
                 fields { key: 'name' value { string_value: 'Bo' } } } } } })",
      {
          {"{{ code }} {{ password }}", "222222 222222"},
          {"{{ url }} {{ inviter.name }}", "https://x Bo"},
          {"{{ friendly_name }}", "Mine"},
          {"[{{ email }}]", "[]"},
          {"{{ user.email }}", "b@example.com"},
          {"{{ locale }} {{ request_language }}", "de fr, en"},
      });
}

TEST(MessageVariables, AreNilWhereNothingIsKnown) {
  Check("email { to: 'a@example.com' }", "",
        {
            {"{{ code }}{{ application }}{{ application.name }}", ""},
            {"{{ tenant }}{{ organization.name }}{{ connection }}", ""},
            {"{{ friendly_name }}{{ user.name }}{{ user.source_ip }}", ""},
            {"{{ phone_number }}{{ request_language }}{{ nonsense }}", ""},
            {"{{ secrets }}{{ secrets.x }}{{ request_id }}", ""},
            {"{% if tenant %}yes{% else %}no{% endif %}", "no"},
        });
}

}  // namespace
}  // namespace herald
