// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <cctype>
#include <string>

#include "app/herald_process.h"
#include "fakes/temporary_file.h"
#include "herald/v1/notification_service.grpc.pb.h"
#include "herald/v1/sandbox_service.grpc.pb.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kCode[] = "471112";
constexpr char kUrl[] = "https://shop.test/go?a=1&b=2";

// What a message is about, which its words must hold.
enum class About { kCode, kUrl, kNeither };

struct EmailType {
  v1::EmailMessageType type;
  About about;
};

constexpr EmailType kEmailTypes[] = {
    {v1::EMAIL_MESSAGE_TYPE_VERIFY_EMAIL, About::kUrl},
    {v1::EMAIL_MESSAGE_TYPE_VERIFY_EMAIL_BY_CODE, About::kCode},
    {v1::EMAIL_MESSAGE_TYPE_RESET_EMAIL, About::kUrl},
    {v1::EMAIL_MESSAGE_TYPE_RESET_EMAIL_BY_CODE, About::kCode},
    {v1::EMAIL_MESSAGE_TYPE_WELCOME_EMAIL, About::kNeither},
    {v1::EMAIL_MESSAGE_TYPE_VERIFICATION_CODE, About::kCode},
    {v1::EMAIL_MESSAGE_TYPE_MFA_OOB_CODE, About::kCode},
    {v1::EMAIL_MESSAGE_TYPE_ENROLLMENT_EMAIL, About::kUrl},
    {v1::EMAIL_MESSAGE_TYPE_BLOCKED_ACCOUNT, About::kUrl},
    {v1::EMAIL_MESSAGE_TYPE_STOLEN_CREDENTIALS, About::kUrl},
    {v1::EMAIL_MESSAGE_TYPE_TRY_PROVIDER_CONFIGURATION_EMAIL, About::kNeither},
    {v1::EMAIL_MESSAGE_TYPE_ORGANIZATION_INVITATION, About::kUrl},
};

struct PhoneType {
  v1::PhoneMessageType type;
  About about;
};

constexpr PhoneType kPhoneTypes[] = {
    {v1::PHONE_MESSAGE_TYPE_OTP_VERIFY, About::kCode},
    {v1::PHONE_MESSAGE_TYPE_OTP_ENROLL, About::kCode},
    {v1::PHONE_MESSAGE_TYPE_BLOCKED_ACCOUNT, About::kNeither},
    {v1::PHONE_MESSAGE_TYPE_CHANGE_PASSWORD, About::kCode},
    {v1::PHONE_MESSAGE_TYPE_PASSWORD_BREACH, About::kNeither},
};

// `otp_verify` of PHONE_MESSAGE_TYPE_OTP_VERIFY.
std::string NameInFile(std::string name) {
  name = name.substr(name.find("_TYPE_") + 6);
  for (char& c : name) c = static_cast<char>(std::tolower(c));
  return name;
}

// A sandbox with templates for every message type in French and in German. The
// built-in ones are in English.
std::string Configuration() {
  std::string text =
      "server: {listen: '127.0.0.1:0'}\n"
      "providers: [{name: sandbox, sandbox: {capacity: 1000}}]\n"
      "message_templates:\n  email:\n";
  for (const std::string locale : {"fr", "de"}) {
    for (const EmailType& email : kEmailTypes) {
      text += fmt::format(
          "    - message_type: {}\n"
          "      locale: {}\n"
          "      subject: \"{} {} {{{{ application.name }}}}\"\n"
          "      html: \"<p>{{{{ code }}}}{{{{ url }}}} {{{{ user.name }}}}\"\n"
          "      text: \"{{{{ code }}}}{{{{ url }}}} {{{{ user.name }}}}\"\n",
          NameInFile(v1::EmailMessageType_Name(email.type)), locale, locale,
          NameInFile(v1::EmailMessageType_Name(email.type)));
    }
  }
  text += "  phone:\n";
  for (const std::string locale : {"fr", "de"}) {
    for (const PhoneType& phone : kPhoneTypes) {
      const std::string name =
          NameInFile(v1::PhoneMessageType_Name(phone.type));
      text += fmt::format(
          "    - message_type: {}\n"
          "      locale: {}\n"
          "      text: \"{} {} @@password@@ {{{{ application.name }}}}\"\n"
          "      voice: \"{} {} {{{{ code | digits_spaced }}}}\"\n",
          name, locale, locale, name, locale, name);
    }
  }
  return text;
}

// A caller of the real program, whose sandbox keeps what would have been sent.
class MessageTemplatesOnTheWire : public testing::Test {
 protected:
  MessageTemplatesOnTheWire()
      : configuration_(Configuration()),
        herald_({"serve", "--config", configuration_.path()}),
        channel_(grpc::CreateChannel(herald_.Address(),
                                     grpc::InsecureChannelCredentials())) {}

  // Sends, and returns what the sandbox was given.
  v1::Notification Send(const v1::Notification& notification, About about,
                        const std::string& expected_locale) {
    v1::DeliverNotificationRequest request;
    *request.mutable_notification() = notification;
    request.mutable_notification()->mutable_client()->set_name("Tom & Co");
    request.mutable_notification()->mutable_user()->set_name("Ada");
    v1::TemplateInput& input = *request.mutable_template_();
    if (about == About::kCode) input.set_code(kCode);
    auto& variables = *input.mutable_variables()->mutable_fields();
    if (about == About::kUrl) variables["url"].set_string_value(kUrl);
    v1::DeliverNotificationResponse response;
    grpc::ClientContext context;
    const auto status =
        v1::NotificationService::NewStub(channel_)->DeliverNotification(
            &context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED) << response.reason();
    EXPECT_EQ(response.template_locale(), expected_locale);
    return Newest();
  }

  v1::Notification Newest() {
    v1::ListSandboxNotificationsRequest request;
    request.set_page_size(1);
    v1::ListSandboxNotificationsResponse response;
    grpc::ClientContext context;
    const auto status =
        v1::SandboxService::NewStub(channel_)->ListSandboxNotifications(
            &context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (response.notifications().empty()) return {};
    return response.notifications(0).notification();
  }

 private:
  const TemporaryFile configuration_;
  HeraldProcess herald_;
  std::shared_ptr<grpc::Channel> channel_;
};

void ExpectFinished(const std::string& words) {
  EXPECT_THAT(words, AllOf(Not(IsEmpty()), Not(HasSubstr("{{")),
                           Not(HasSubstr("{%")), Not(HasSubstr("@@"))));
}

TEST_F(MessageTemplatesOnTheWire, WordEveryEmailInThreeLanguages) {
  for (const EmailType& type : kEmailTypes) {
    const std::string name = NameInFile(v1::EmailMessageType_Name(type.type));
    SCOPED_TRACE(name);
    v1::Notification notification;
    v1::EmailNotification& email = *notification.mutable_email();
    email.set_to("ada@example.com");
    email.set_message_type(type.type);
    const bool has_code = type.about == About::kCode;
    const std::string about =
        has_code ? kCode : (type.about == About::kUrl ? kUrl : "");

    email.set_locale("en-GB");
    const v1::Notification english = Send(notification, type.about, "en");
    ExpectFinished(english.email().subject());
    ExpectFinished(english.email().html());
    ExpectFinished(english.email().text());
    EXPECT_THAT(english.email().text(),
                AllOf(HasSubstr(about), HasSubstr("Tom & Co")));
    EXPECT_THAT(
        english.email().html(),
        AllOf(HasSubstr(has_code        ? kCode
                        : about.empty() ? ""
                                        : "https://shop.test/go?a=1&amp;b=2"),
              HasSubstr("Tom &amp; Co"), Not(HasSubstr("Tom & Co"))));

    email.set_locale("fr_CA");
    const v1::Notification french = Send(notification, type.about, "fr");
    EXPECT_EQ(french.email().subject(), "fr " + name + " Tom & Co");
    EXPECT_EQ(french.email().text(), about + " Ada");

    email.clear_locale();
    notification.mutable_request()->set_language("pt, de-AT;q=0.9, fr;q=0.8");
    const v1::Notification german = Send(notification, type.about, "de");
    EXPECT_EQ(german.email().subject(), "de " + name + " Tom & Co");
    EXPECT_EQ(german.email().text(), about + " Ada");
  }
}

TEST_F(MessageTemplatesOnTheWire, WordEveryTextAndCallInThreeLanguages) {
  for (const PhoneType& type : kPhoneTypes) {
    const std::string name = NameInFile(v1::PhoneMessageType_Name(type.type));
    SCOPED_TRACE(name);
    v1::Notification notification;
    v1::PhoneNotification& phone = *notification.mutable_phone();
    phone.set_recipient("+33612345678");
    phone.set_message_type(type.type);
    const bool has_code = type.about == About::kCode;
    const std::string code = has_code ? kCode : "";
    const std::string spoken = has_code ? "4. 7. 1. 1. 1. 2." : "";
    for (const auto method :
         {v1::DELIVERY_METHOD_TEXT, v1::DELIVERY_METHOD_VOICE}) {
      phone.set_delivery_method(method);
      notification.clear_request();

      phone.set_locale("en-GB");
      const v1::Notification english = Send(notification, type.about, "en");
      ExpectFinished(english.phone().as_text());
      ExpectFinished(english.phone().as_voice());
      EXPECT_THAT(english.phone().as_text(),
                  AllOf(HasSubstr(code), HasSubstr("Tom & Co")));
      EXPECT_THAT(english.phone().as_voice(), HasSubstr(spoken));
      EXPECT_EQ(english.phone().code(), code);

      phone.set_locale("fr_CA");
      const v1::Notification french = Send(notification, type.about, "fr");
      EXPECT_EQ(french.phone().as_text(),
                "fr " + name + " " + code + " Tom & Co");

      phone.clear_locale();
      notification.mutable_request()->set_language("de");
      const v1::Notification german = Send(notification, type.about, "de");
      EXPECT_EQ(german.phone().as_text(),
                "de " + name + " " + code + " Tom & Co");
      if (has_code) {
        EXPECT_EQ(german.phone().as_voice(), "de " + name + " " + spoken);
      }
    }
  }
}

}  // namespace
}  // namespace herald
