// SPDX-License-Identifier: Apache-2.0
#include "rpc/validation.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::DeliverNotificationRequest Parse(const std::string& text) {
  v1::DeliverNotificationRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request))
      << text;
  return request;
}

std::vector<std::string> FieldsOf(v1::DeliverNotificationRequest request) {
  FieldViolations violations;
  Validate(request, violations);
  std::vector<std::string> fields;
  for (const FieldViolation& violation : violations.all()) {
    EXPECT_FALSE(violation.description.empty());
    fields.push_back(violation.field);
  }
  return fields;
}

std::string Phone(const std::string& fields) {
  return "notification { phone { recipient: '+18085555555' " + fields + " } }";
}

std::string Email(const std::string& fields) {
  return "notification { email { to: 'jane@example.com' subject: 'Hi' " +
         fields + " } }";
}

// Worded by a template.
std::string TemplatedPhone(const std::string& fields,
                           const std::string& input) {
  return Phone("message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY " + fields) +
         " template { " + input + " }";
}

std::string TemplatedEmail(const std::string& fields,
                           const std::string& input) {
  return "notification { email { to: 'jane@example.com' message_type: "
         "EMAIL_MESSAGE_TYPE_WELCOME_EMAIL " +
         fields + " } } template { " + input + " }";
}

std::string ManyVariables(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i)
    fields += fmt::format("fields {{ key: '{}' value {{}} }} ", i);
  return "variables { " + fields + "}";
}

TEST(Validation, BringsAPhoneNotificationIntoNormalForm) {
  auto request = Parse(
      "notification { phone { recipient: '+1-808-555-5555' "
      "from: '+1 (202) 555-0123' locale: 'en_us' as_text: 'x' } }");
  FieldViolations violations;
  Validate(request, violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  const auto& phone = request.notification().phone();
  EXPECT_EQ(phone.recipient(), "+18085555555");
  EXPECT_EQ(phone.from(), "+12025550123");
  EXPECT_EQ(phone.locale(), "en-US");
  EXPECT_EQ(phone.delivery_method(), v1::DELIVERY_METHOD_TEXT);
}

TEST(Validation, AcceptsWhatTheContractAllows) {
  const std::string kCases[] = {
      Phone("code: '1234'"),
      Phone("as_text: 'no code is normal' message_type: "
            "PHONE_MESSAGE_TYPE_BLOCKED_ACCOUNT"),
      Phone("as_voice: 'x' delivery_method: DELIVERY_METHOD_VOICE"),
      Phone("as_text: 'x' from: 'ACME'"),
      Phone("as_text: 'x' from: '72975'"),
      Phone("as_text: '" + std::string(20'000, 'x') + "'"),
      Phone("code: '1'") + " request_id: '" + std::string(128, 'r') + "'",
      Phone("code: '1'") + " expire_time { seconds: 253402300799 }",
      Email("html: '<p>x</p>'"),
      Email("text: 'x' from: 'Jane <jane@example.com>' reply_to: "
            "'help@example.com'"),
      Email("text: 'x' headers { key: 'X-Tag' value: 'a b' }"),
      Email("text: 'x' locale: 'fr_CA'"),
      TemplatedPhone("", "code: '1'"),
      TemplatedPhone("code: '1'", "code: '1'"),
      TemplatedPhone("delivery_method: DELIVERY_METHOD_VOICE", ""),
      TemplatedEmail("", "variables {}"),
  };
  for (const std::string& text : kCases)
    EXPECT_THAT(FieldsOf(Parse(text)), IsEmpty()) << text;
}

TEST(Validation, NamesTheFieldOfEachViolation) {
  const struct {
    std::string text;
    std::string field;
  } kCases[] = {
      {"", "notification"},
      {"notification {}", "notification.content"},
      {"notification { phone { as_text: 'x' } }",
       "notification.phone.recipient"},
      {"notification { phone { as_text: 'x' recipient: '555' } }",
       "notification.phone.recipient"},
      {Phone(""), "notification.phone.as_text"},
      {Phone("delivery_method: DELIVERY_METHOD_VOICE as_text: 'x'"),
       "notification.phone.as_voice"},
      {Phone("code: '1' message_type: 99"), "notification.phone.message_type"},
      {Phone("code: '1' delivery_method: 9"),
       "notification.phone.delivery_method"},
      {Phone("code: '1' from: 'ABCDEFGHIJKLMNOPQ'"), "notification.phone.from"},
      {Phone("code: '1' from: 'A\\nB'"), "notification.phone.from"},
      {Phone("code: '1' from: '+123'"), "notification.phone.from"},
      {Phone("code: '12 34'"), "notification.phone.code"},
      {Phone("code: '" + std::string(65, '1') + "'"),
       "notification.phone.code"},
      {Phone("code: '1' locale: 'not a locale'"), "notification.phone.locale"},
      {Phone("as_text: '" + std::string(20'001, 'x') + "'"),
       "notification.phone.as_text"},
      {"notification { email { subject: 'x' text: 'x' } }",
       "notification.email.to"},
      {"notification { email { to: 'jane@example.com' text: 'x' } }",
       "notification.email.subject"},
      {Email(""), "notification.email.text"},
      {"notification { email { to: 'jane@example.com' text: 'x' subject: "
       "'a\\r\\nBcc: b@example.com' } }",
       "notification.email.subject"},
      {Email("text: 'x' from: 'a\\nb <c@example.com>'"),
       "notification.email.from"},
      {Email("text: 'x' reply_to: 'nobody'"), "notification.email.reply_to"},
      {Email("text: 'x' message_type: 99"), "notification.email.message_type"},
      {Email("text: 'x' locale: '?'"), "notification.email.locale"},
      {Email("text: 'x' headers { key: 'X Y' value: 'z' }"),
       "notification.email.headers"},
      {Email("text: 'x' headers { key: 'Subject' value: 'z' }"),
       "notification.email.headers[Subject]"},
      {Email("text: 'x' headers { key: 'X-A' value: 'a\\r\\nB: c' }"),
       "notification.email.headers[X-A]"},
      {Email("text: '" + std::string((2 << 20) + 1, 'x') + "'"),
       "notification.email.text"},
      {Phone("code: '1'") + " request_id: 'a b'", "request_id"},
      {Phone("code: '1'") + " request_id: '" + std::string(129, 'r') + "'",
       "request_id"},
      {Phone("code: '1'") + " expire_time { nanos: 1000000000 }",
       "expire_time"},
      {Phone("code: '1'") + " expire_time { seconds: 253402300800 }",
       "expire_time"},
      {"notification { phone { recipient: '+18085555555' code: '1' } "
       "request { ip: '1.2.3' } }",
       "notification.request.ip"},
      {"notification { phone { recipient: '+18085555555' code: '1' } "
       "transaction { correlation_id: 'a b' } }",
       "notification.transaction.correlation_id"},
      {"notification { phone { recipient: '+18085555555' code: '1' } "
       "labels { key: '' value: 'x' } }",
       "notification.labels"},
      {Phone("") + " template {}", "notification.phone.message_type"},
      {TemplatedPhone("as_text: 'x'", ""), "notification.phone.as_text"},
      {TemplatedPhone("as_voice: 'x'", ""), "notification.phone.as_voice"},
      {TemplatedPhone("", "code: '1 2'"), "template.code"},
      {TemplatedPhone("code: '1'", "code: '2'"), "template.code"},
      {TemplatedPhone("", ManyVariables(257)), "template.variables"},
      {"notification { email { to: 'jane@example.com' } } template {}",
       "notification.email.message_type"},
      {TemplatedEmail("subject: 'x'", ""), "notification.email.subject"},
      {TemplatedEmail("html: 'x'", ""), "notification.email.html"},
      {TemplatedEmail("text: 'x'", ""), "notification.email.text"},
  };
  for (const auto& c : kCases)
    EXPECT_THAT(FieldsOf(Parse(c.text)), ElementsAre(c.field)) << c.text;
}

TEST(Validation, MakesTheTemplatesCodeThePhoneNotifications) {
  auto request = Parse(TemplatedPhone("", "code: '4711'"));
  FieldViolations violations;
  Validate(request, violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  EXPECT_EQ(request.notification().phone().code(), "4711");
}

TEST(Validation, ListsEveryViolation) {
  EXPECT_THAT(FieldsOf(Parse("notification { phone { recipient: 'x' code: ' ' "
                             "} } request_id: ' '")),
              ElementsAre("notification.phone.recipient",
                          "notification.phone.code", "request_id"));
}

TEST(Validation, NeverRepeatsAValue) {
  auto request =
      Parse("notification { phone { recipient: '555-0199' code: '47 11' } }");
  FieldViolations violations;
  Validate(request, violations);
  for (const FieldViolation& violation : violations.all()) {
    EXPECT_THAT(violation.description, ::testing::Not(HasSubstr("555-0199")));
    EXPECT_THAT(violation.description, ::testing::Not(HasSubstr("47 11")));
  }
}

}  // namespace
}  // namespace herald
