// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>

#include <string>

#include "google/rpc/error_details.pb.h"
#include "rpc/rpc_fixture.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

constexpr char kTemplates[] = R"(
  strict: true
  phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY
          text: '{{ code }} is your code.'
          voice: '{{ code | digits_spaced }}' }
  phone { message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY locale: 'ru'
          text: 'Код {{ code }} для {{ application.name }}' }
  phone { message_type: PHONE_MESSAGE_TYPE_OTP_ENROLL
          text: "{{ code }}{% for i in (1..2100) %}0123456789{% endfor %}" }
  email { message_type: EMAIL_MESSAGE_TYPE_RESET_EMAIL
          subject: 'Reset {{ application.name }}'
          html: "<a href='{{ url }}'>{{ user.name }}</a>"
          text: '{{ user.name }}: {{ url }}' }
)";

constexpr char kOtp[] =
    "phone { recipient: '+33612345678' "
    "message_type: PHONE_MESSAGE_TYPE_OTP_VERIFY ";

class TemplatedNotification : public testing::Test, public RpcFixture {
 protected:
  TemplatedNotification() {
    templates = Parse<v1::MessageTemplates>(kTemplates);
    Start();
    EXPECT_THAT(violations.all(), IsEmpty());
  }

  grpc::Status Render(const std::string& request,
                      v1::RenderNotificationResponse* response) {
    grpc::ClientContext context;
    return stub->RenderNotification(
        &context, Parse<v1::RenderNotificationRequest>(request), response);
  }

  grpc::Status Deliver(const std::string& request, Response* response) {
    return RpcFixture::Deliver(Parse<Request>(request), response);
  }
};

using DeliverTemplate = TemplatedNotification;
using RenderNotification = TemplatedNotification;

TEST_F(DeliverTemplate, GivesTheProviderWordsAndTellsTheirLocale) {
  Response response;
  const auto status = Deliver(
      "notification { " + std::string(kOtp) +
          "locale: 'ru_RU' } client { name: 'A' } } template { code: '42' }",
      &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(response.template_locale(), "ru");
  ASSERT_THAT(provider->notifications, SizeIs(1));
  const auto& phone = provider->notifications[0].phone();
  EXPECT_EQ(phone.as_text(), "Код 42 для A");
  EXPECT_EQ(phone.as_voice(), "");
  EXPECT_EQ(phone.code(), "42");
}

TEST_F(DeliverTemplate, FillsBothPartsOfAPhoneNotification) {
  Response response;
  const auto status = Deliver("notification { " + std::string(kOtp) +
                                  "delivery_method: DELIVERY_METHOD_VOICE } } "
                                  "template { code: '42' }",
                              &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_THAT(provider->notifications, SizeIs(1));
  EXPECT_EQ(provider->notifications[0].phone().as_voice(), "4. 2.");
  EXPECT_EQ(provider->notifications[0].phone().as_text(), "42 is your code.");
}

TEST_F(DeliverTemplate, TellsNoLocaleOfFinishedContent) {
  Response response;
  ASSERT_TRUE(RpcFixture::Deliver(Sms(), &response).ok());
  EXPECT_EQ(response.template_locale(), "");
}

TEST_F(DeliverTemplate, SendsNothingThatCannotBeWorded) {
  const struct {
    std::string request;
    grpc::StatusCode code;
    std::string message;
  } kCases[] = {
      {"notification { " + std::string(kOtp) +
           "locale: 'ru' } } template { code: '42' }",
       grpc::StatusCode::INVALID_ARGUMENT,
       "template otp_verify.ru.text:1:23: there is no `application.name`"},
      {"notification { " + std::string(kOtp) +
           "locale: 'ru' delivery_method: DELIVERY_METHOD_VOICE } client { "
           "name: 'A' } } template { code: '42' }",
       grpc::StatusCode::FAILED_PRECONDITION,
       "the message template for otp_verify in ru has no voice"},
      {"notification { phone { recipient: '+33612345678' message_type: "
       "PHONE_MESSAGE_TYPE_OTP_ENROLL } } template { code: '42' }",
       grpc::StatusCode::INVALID_ARGUMENT,
       "notification.phone.as_text is longer than 20000 characters"},
      {"notification { phone { recipient: '+33612345678' message_type: "
       "PHONE_MESSAGE_TYPE_BLOCKED_ACCOUNT } } template {}",
       grpc::StatusCode::FAILED_PRECONDITION, "there is no message template"},
  };
  for (const auto& test : kCases) {
    Response response;
    const auto status = Deliver(test.request, &response);
    EXPECT_EQ(status.error_code(), test.code) << test.request;
    EXPECT_THAT(status.error_message(), HasSubstr(test.message));
  }
  EXPECT_THAT(provider->notifications, IsEmpty());
}

TEST_F(RenderNotification, ShowsAnSmsWithItsSegments) {
  v1::RenderNotificationResponse response;
  const auto status = Render(
      "notification { " + std::string(kOtp) + "} } template { code: '123456' }",
      &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.template_locale(), "en");
  EXPECT_EQ(response.text(), "123456 is your code.");
  EXPECT_EQ(response.voice(), "1. 2. 3. 4. 5. 6.");
  EXPECT_EQ(response.sms().encoding(), v1::SMS_ENCODING_GSM_7);
  EXPECT_EQ(response.sms().segments(), 1);
  EXPECT_EQ(response.sms().units(), 20);
  EXPECT_EQ(response.sms().ucs2_character(), "");
  EXPECT_THAT(response.warnings(), IsEmpty());
  EXPECT_THAT(provider->notifications, IsEmpty());
}

TEST_F(RenderNotification, NamesTheCharacterThatForcesUcs2) {
  v1::RenderNotificationResponse response;
  const auto status = Render(
      "notification { " + std::string(kOtp) +
          "locale: 'ru' } client { name: 'A' } } template { code: '42' }",
      &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.template_locale(), "ru");
  EXPECT_EQ(response.sms().encoding(), v1::SMS_ENCODING_UCS_2);
  EXPECT_EQ(response.sms().ucs2_character(), "К");
  EXPECT_EQ(response.sms().ucs2_position(), 0);
}

TEST_F(RenderNotification, ShowsAnEmailAndWarns) {
  v1::RenderNotificationResponse response;
  const auto status = Render(R"(notification {
                  email { to: 'a@example.com'
                          message_type: EMAIL_MESSAGE_TYPE_RESET_EMAIL }
                  client { name: 'Shop & Co' } user { name: '<Ada>' } }
                template { variables {
                  fields { key: 'url'
                           value { string_value: 'http://x.test/r' } } } })",
                             &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.subject(), "Reset Shop & Co");
  EXPECT_EQ(response.html(), "<a href='http://x.test/r'>&lt;Ada&gt;</a>");
  EXPECT_EQ(response.text(), "<Ada>: http://x.test/r");
  EXPECT_FALSE(response.has_sms());
  EXPECT_THAT(
      response.warnings(),
      ElementsAre(Property(&v1::RenderWarning::code, "LINK_WITHOUT_HTTPS"),
                  Property(&v1::RenderWarning::code, "LINK_WITHOUT_HTTPS")));
}

TEST_F(RenderNotification, LooksAtFinishedContentToo) {
  v1::RenderNotificationResponse response;
  const auto status =
      Render("notification { phone { recipient: '+33612345678' as_text: '" +
                 std::string(161, 'x') + "' } }",
             &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.template_locale(), "");
  EXPECT_EQ(response.sms().segments(), 2);
  EXPECT_THAT(
      response.warnings(),
      ElementsAre(Property(&v1::RenderWarning::code, "SMS_SEVERAL_SEGMENTS")));
}

TEST_F(RenderNotification, RefusesWhatDeliveryWouldRefuse) {
  v1::RenderNotificationResponse response;
  const auto status =
      Render("notification { phone { recipient: '1' } }", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::Status details;
  google::rpc::BadRequest bad;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  ASSERT_TRUE(details.details(0).UnpackTo(&bad));
  EXPECT_THAT(bad.field_violations(), SizeIs(2));
}

}  // namespace
}  // namespace herald
