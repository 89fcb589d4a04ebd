// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/message_template_loading.h"
#include "delivery/content_warnings.h"
#include "delivery/message_templates.h"
#include "delivery/sms_text.h"

namespace herald {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr char kCode[] = "471112";
constexpr char kUrl[] = "https://accounts.example.com/go?ticket=abc123&x=1";

// What a caller tells about a message.
enum class Told { kAll, kOnlyCodeAndLink, kNothing };

v1::Notification Circumstances(Told told) {
  v1::Notification notification;
  if (told != Told::kAll) return notification;
  notification.mutable_client()->set_name("Example & Company 20");
  notification.mutable_user()->set_name("Jane Doe");
  notification.mutable_organization()->set_display_name("Choir");
  notification.mutable_tenant()->set_support_url("https://example.com/help");
  return notification;
}

// The built-in templates, which a strict configuration uses as well.
class BuiltInMessages : public testing::Test {
 protected:
  BuiltInMessages() {
    v1::MessageTemplates strict;
    strict.set_strict(true);
    FieldViolations violations;
    templates_.emplace(strict, BuiltInMessageTemplates(), violations);
    EXPECT_THAT(violations.all(), IsEmpty());
  }

  absl::StatusOr<RenderedMessage> TryRender(
      const v1::Notification& notification, Told told) const {
    v1::TemplateInput input;
    google::protobuf::Timestamp expire_time;
    expire_time.set_seconds(600);
    if (told != Told::kNothing) {
      input.set_code(kCode);
      (*input.mutable_variables()->mutable_fields())["url"].set_string_value(
          kUrl);
    }
    return templates_->Render(
        {.notification = notification,
         .input = input,
         .expire_time = told == Told::kAll ? &expire_time : nullptr,
         .now = absl::UnixEpoch()});
  }

  RenderedMessage Render(const v1::Notification& notification,
                         Told told) const {
    const auto message = TryRender(notification, told);
    EXPECT_TRUE(message.ok()) << message.status();
    return message.ok() ? *message : RenderedMessage();
  }

  std::optional<MessageTemplates> templates_;
};

// All values of a message type but the one that says nothing.
template <typename Enum>
std::vector<Enum> TypesOf(const google::protobuf::EnumDescriptor* descriptor) {
  std::vector<Enum> types;
  for (int i = 1; i < descriptor->value_count(); ++i) {
    types.push_back(static_cast<Enum>(descriptor->value(i)->number()));
  }
  return types;
}

std::vector<v1::EmailMessageType> EmailTypes() {
  return TypesOf<v1::EmailMessageType>(v1::EmailMessageType_descriptor());
}

std::vector<v1::PhoneMessageType> PhoneTypes() {
  return TypesOf<v1::PhoneMessageType>(v1::PhoneMessageType_descriptor());
}

v1::Notification Email(v1::EmailMessageType type, Told told) {
  v1::Notification notification = Circumstances(told);
  notification.mutable_email()->set_to("jane@example.com");
  notification.mutable_email()->set_message_type(type);
  return notification;
}

v1::Notification TextMessage(v1::PhoneMessageType type, Told told) {
  v1::Notification notification = Circumstances(told);
  notification.mutable_phone()->set_recipient("+18085555555");
  notification.mutable_phone()->set_message_type(type);
  return notification;
}

// No gap where something was not told.
void ExpectReadsWell(const std::string& words) {
  EXPECT_THAT(words, Not(IsEmpty()));
  for (const std::string flaw : {"  ", " .", " ,", "..", "\n\n\n", " \n"})
    EXPECT_THAT(words, Not(HasSubstr(flaw)));
}

TEST_F(BuiltInMessages, WordEveryEmail) {
  ASSERT_EQ(EmailTypes().size(), 12u);
  for (const v1::EmailMessageType type : EmailTypes()) {
    for (const Told told : {Told::kAll, Told::kOnlyCodeAndLink}) {
      SCOPED_TRACE(v1::EmailMessageType_Name(type));
      v1::Notification notification = Email(type, told);
      const RenderedMessage message = Render(notification, told);
      ExpectReadsWell(message.subject);
      ExpectReadsWell(message.text);
      EXPECT_THAT(message.html, MatchesRegex("<!doctype html>.*</html>\n?"));
      EXPECT_LT(message.html.size(), 2600u);
      notification.mutable_email()->set_html(message.html);
      notification.mutable_email()->set_text(message.text);
      EXPECT_THAT(FindContentWarnings(notification), IsEmpty());
    }
  }
}

TEST_F(BuiltInMessages, WordEveryTextInOneSegmentAndEveryCall) {
  ASSERT_EQ(PhoneTypes().size(), 5u);
  for (const v1::PhoneMessageType type : PhoneTypes()) {
    for (const Told told : {Told::kAll, Told::kOnlyCodeAndLink}) {
      SCOPED_TRACE(v1::PhoneMessageType_Name(type));
      const RenderedMessage message = Render(TextMessage(type, told), told);
      ExpectReadsWell(message.text);
      ExpectReadsWell(message.voice);
      const SmsSegments sms = CountSmsSegments(message.text);
      EXPECT_EQ(sms.encoding, SmsEncoding::kGsm7);
      EXPECT_EQ(sms.segments, 1u) << message.text;
      EXPECT_THAT(message.voice, Not(HasSubstr("http")));
    }
  }
}

TEST_F(BuiltInMessages, AskForTheCodeOrLinkThatTheyAreAbout) {
  std::vector<std::string> without;
  for (const v1::EmailMessageType type : EmailTypes()) {
    if (TryRender(Email(type, Told::kNothing), Told::kNothing).ok())
      without.push_back(v1::EmailMessageType_Name(type));
  }
  for (const v1::PhoneMessageType type : PhoneTypes()) {
    if (TryRender(TextMessage(type, Told::kNothing), Told::kNothing).ok())
      without.push_back(v1::PhoneMessageType_Name(type));
  }
  EXPECT_EQ(without.size(), 6u);
  EXPECT_THAT(without,
              Each(MatchesRegex(".*(WELCOME|BLOCKED|STOLEN|BREACH|TRY_).*")));
}

TEST_F(BuiltInMessages, LinkToHelpButNotInSecurityNotices) {
  const v1::Notification welcome =
      Email(v1::EMAIL_MESSAGE_TYPE_WELCOME_EMAIL, Told::kAll);
  EXPECT_THAT(Render(welcome, Told::kAll).html, HasSubstr("example.com/help"));
  const v1::Notification notice =
      Email(v1::EMAIL_MESSAGE_TYPE_BLOCKED_ACCOUNT, Told::kAll);
  EXPECT_THAT(Render(notice, Told::kNothing).html, Not(HasSubstr("http")));
  EXPECT_THAT(Render(notice, Told::kNothing).text, Not(HasSubstr("http")));
}

TEST_F(BuiltInMessages, RepeatNoNameThatCouldBeAnAdvertisement) {
  v1::Notification notification =
      Email(v1::EMAIL_MESSAGE_TYPE_VERIFY_EMAIL, Told::kAll);
  EXPECT_THAT(Render(notification, Told::kAll).text, HasSubstr("Hello Jane"));
  for (const std::string name :
       {"Win at https://a.example", "www.a.example", "me@a.example"}) {
    notification.mutable_user()->set_name(name);
    EXPECT_THAT(Render(notification, Told::kAll).text, HasSubstr("Hello,"));
  }
  notification.mutable_user()->set_name(std::string(1000, 'a'));
  EXPECT_LT(Render(notification, Told::kAll).text.size(), 500u);
}

}  // namespace
}  // namespace herald
