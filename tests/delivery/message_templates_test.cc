// SPDX-License-Identifier: Apache-2.0
#include "delivery/message_templates.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>

#include <string>

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

constexpr char kBuiltIn[] = R"(
  partials { key: 'sign' value: 'built in' }
  email { message_type: EMAIL_MESSAGE_TYPE_WELCOME_EMAIL locale: 'en'
          subject: 'Hello' text: "{% render 'sign' %}" }
  phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'en'
          text: 'built in {{ code }}' voice: 'built in' }
)";

MessageTemplates Compile(const std::string& configured) {
  FieldViolations violations;
  MessageTemplates templates(Parse<v1::MessageTemplates>(configured),
                             Parse<v1::MessageTemplates>(kBuiltIn), violations);
  for (const FieldViolation& each : violations.all())
    ADD_FAILURE() << each.field << ": " << each.description;
  return templates;
}

absl::StatusOr<RenderedMessage> Render(const MessageTemplates& templates,
                                       const std::string& notification,
                                       const std::string& input = "") {
  const auto parsed = Parse<v1::Notification>(notification);
  const auto variables = Parse<v1::TemplateInput>(input);
  return templates.Render({.notification = parsed, .input = variables});
}

std::string Otp(const std::string& fields) {
  return "phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY code: '1234' " +
         fields + " }";
}

// Who is addressed, and which text in which locale they get.
TEST(MessageTemplates, ChooseByLocaleThenOrganizationThenClient) {
  const MessageTemplates templates = Compile(R"(
    default_locale: 'de'
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY text: 'de' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY text: 'de org'
            organization: 'o' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'fr'
            text: 'fr' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'fr'
            text: 'fr client' client: 'c' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'fr'
            text: 'fr org' organization: 'o' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'fr'
            text: 'fr both' organization: 'o' client: 'c' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'fr_ca'
            text: 'fr-CA org' organization: 'o' }
  )");
  const struct {
    std::string locale;
    std::string context;
    std::string text;
    std::string used;
  } kCases[] = {
      {"", "", "de", "de"},
      {"es", "", "de", "de"},
      {"en", "", "de", "de"},
      {"fr-CA", "", "fr", "fr"},
      {"fr", "organization { id: 'o' }", "fr org", "fr"},
      {"fr", "client { client_id: 'c' }", "fr client", "fr"},
      {"fr", "organization { id: 'o' } client { client_id: 'c' }", "fr both",
       "fr"},
      {"fr", "organization { id: 'x' } client { client_id: 'x' }", "fr", "fr"},
      {"fr-CA", "organization { id: 'o' }", "fr-CA org", "fr-CA"},
      {"", "organization { id: 'o' }", "de org", "de"},
      {"", "request { language: 'it, fr-BE;q=0.8' }", "fr", "fr"},
  };
  for (const auto& test : kCases) {
    const auto message =
        Render(templates, Otp("locale: '" + test.locale + "'") + test.context);
    ASSERT_TRUE(message.ok()) << message.status();
    EXPECT_EQ(message->text, test.text) << test.locale << test.context;
    EXPECT_EQ(message->locale, test.used) << test.locale << test.context;
  }
}

TEST(MessageTemplates, FallBackToTheBuiltInOnes) {
  const MessageTemplates templates = Compile(R"(
    default_locale: 'en-GB'
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'fr'
            text: 'mon {{ code }}' }
    partials { key: 'sign' value: 'mine' })");
  const auto english = Render(templates, Otp("locale: 'en-US'"));
  ASSERT_TRUE(english.ok()) << english.status();
  EXPECT_EQ(english->text, "built in 1234");
  EXPECT_EQ(english->locale, "en");
  EXPECT_EQ(Render(templates, Otp("locale: 'fr'"))->text, "mon 1234");
  const auto email = Render(
      templates, "email { message_type: EMAIL_MESSAGE_TYPE_WELCOME_EMAIL }");
  ASSERT_TRUE(email.ok()) << email.status();
  EXPECT_EQ(email->text, "mine");
}

TEST(MessageTemplates, EscapeHtmlUnlessTheTemplateSaysOtherwise) {
  const MessageTemplates templates = Compile(R"(
    partials { key: 'name' value: '{{ who }}' }
    email { message_type: EMAIL_MESSAGE_TYPE_WELCOME_EMAIL
            subject: '\n Hello\t {{ user.name }}\r\n '
            html: "{{ user.name }} {{ user.name | raw }} {% render 'name', who: user.name %}"
            text: " {{ user.name }}\n" })");
  const auto message =
      Render(templates,
             "email { message_type: EMAIL_MESSAGE_TYPE_WELCOME_EMAIL } "
             "user { name: '<b>' }");
  ASSERT_TRUE(message.ok()) << message.status();
  EXPECT_EQ(message->subject, "Hello <b>");
  EXPECT_EQ(message->html, "&lt;b&gt; <b> &lt;b&gt;");
  EXPECT_EQ(message->text, " <b>\n");
}

// As it has stood in many a tenant's settings.
TEST(MessageTemplates, RenderAuth0sSmsTemplateUnchanged) {
  const MessageTemplates templates = Compile(R"(
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY text:
      "{% if request_language contains 'fr-FR' %}\n"
      "Votre code pour {{ application.name }} est @@password@@\n"
      "{% elsif request_language contains 'es' %}\n"
      "Tu codigo es: {{ password }}\n"
      "{% else %}\n"
      "Your verification code is: {{ password }}\n"
      "{% endif %}\n" })");
  const struct {
    std::string notification;
    std::string text;
  } kCases[] = {
      {Otp("") + "request { language: 'fr-FR,fr;q=0.9' } client { name: 'A' }",
       "Votre code pour A est 1234"},
      {Otp("locale: 'es-MX'"), "Tu codigo es: 1234"},
      {Otp(""), "Your verification code is: 1234"},
  };
  for (const auto& test : kCases) {
    const auto message = Render(templates, test.notification);
    ASSERT_TRUE(message.ok()) << message.status();
    EXPECT_EQ(message->text, test.text);
    EXPECT_EQ(message->locale, "en");
  }
}

TEST(MessageTemplates, SayWhichPartIsMissing) {
  const MessageTemplates templates = Compile(R"(
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY text: 'x' }
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_ENROLL voice: 'x' })");
  const auto voice =
      Render(templates, Otp("delivery_method: DELIVERY_METHOD_VOICE"));
  EXPECT_EQ(voice.status(),
            absl::FailedPreconditionError(
                "the message template for otp_verify in en has no voice"));
  const auto text = Render(
      templates, "phone { message_type: PHONE_MESSAGE_TYPE_OTP_ENROLL }");
  EXPECT_EQ(text.status(),
            absl::FailedPreconditionError(
                "the message template for otp_enroll in en has no text"));
  const auto none = Render(
      templates, "phone { message_type: PHONE_MESSAGE_TYPE_BLOCKED_ACCOUNT }");
  EXPECT_EQ(none.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(MessageTemplates, FailWhereTemplateAndVariablesDoNotGoTogether) {
  const struct {
    std::string configured;
    std::string message;
  } kCases[] = {
      {"strict: true phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY "
       "text: 'Hi {{ user.name }}' }",
       "otp_verify.en.text:1:7: there is no `user.name`"},
      {"phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY "
       "text: '{{ code | divided_by: 0 }}' }",
       "otp_verify.en.text:1:"},
      {"bounds { max_loop_iterations: 10 } "
       "phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY "
       "text: '{% for i in (1..11) %}{{ i }}{% endfor %}' }",
       "too many loop iterations"},
  };
  for (const auto& test : kCases) {
    const auto message = Render(Compile(test.configured), Otp(""));
    EXPECT_EQ(message.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(message.status().message()),
                HasSubstr(test.message));
  }
}

TEST(MessageTemplates, ReportEachMistakeOfTheConfiguration) {
  FieldViolations violations;
  const MessageTemplates templates(Parse<v1::MessageTemplates>(R"(
        default_locale: 'x'
        time_zone: 'Nowhere/AtAll'
        email { message_type: EMAIL_MESSAGE_TYPE_WELCOME_EMAIL subject: '{{' }
        email { message_type: EMAIL_MESSAGE_TYPE_RESET_EMAIL locale: '12'
                subject: 'x' html: '{% if %}' text: '{{ x | nope }}' }
        phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY }
        phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY text: 'x' }
        phone { message_type: PHONE_MESSAGE_TYPE_OTP_ENROLL locale: 'fr'
                voice: 'x' }
        phone { message_type: PHONE_MESSAGE_TYPE_OTP_ENROLL locale: 'fr'
                voice: 'x' client: 'c' })"),
                                   Parse<v1::MessageTemplates>(kBuiltIn),
                                   violations);
  std::vector<std::string> fields;
  for (const FieldViolation& violation : violations.all())
    fields.push_back(violation.field);
  EXPECT_THAT(fields,
              ElementsAre("default_locale", "time_zone", "email[0].subject",
                          "email[0]", "email[1].locale", "email[1].html",
                          "email[1].text", "phone[0]", "phone[1]"));
}

TEST(MessageTemplates, NameThePartialThatDoesNotCompile) {
  FieldViolations violations;
  const MessageTemplates templates(
      Parse<v1::MessageTemplates>("partials { key: 'a' value: 'fine' } "
                                  "partials { key: 'b' value: '{% if %}' }"),
      Parse<v1::MessageTemplates>(kBuiltIn), violations);
  ASSERT_FALSE(violations.empty());
  EXPECT_EQ(violations.all()[0].field, "partials.b");
  EXPECT_THAT(violations.all()[0].description, HasSubstr("b:1:"));
}

TEST(MessageTemplates, UseTheConfiguredTimeZone) {
  const MessageTemplates templates = Compile(R"(
    time_zone: 'Asia/Kolkata'
    phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY
            text: "{{ '2026-01-31 12:00' | date: '%z' }}" })");
  const auto message = Render(templates, Otp(""));
  ASSERT_TRUE(message.ok()) << message.status();
  EXPECT_EQ(message->text, "+0530");
}

}  // namespace
}  // namespace herald
