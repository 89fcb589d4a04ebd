// SPDX-License-Identifier: Apache-2.0
#include "delivery/content_warnings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

v1::Notification TextMessage(std::string_view as_text) {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+442079460958");
  phone.set_as_text(std::string(as_text));
  return notification;
}

v1::Notification Email(std::string_view html, std::string_view text) {
  v1::Notification notification;
  v1::EmailNotification& email = *notification.mutable_email();
  email.set_to("jane@example.com");
  email.set_html(std::string(html));
  email.set_text(std::string(text));
  return notification;
}

std::string_view kSegments = "SMS_SEVERAL_SEGMENTS";

TEST(ContentWarnings, AreNoneForOrdinaryContent) {
  v1::Notification phone = TextMessage("123456 is your code for Example.");
  phone.mutable_phone()->set_from("Example Co");
  EXPECT_THAT(FindContentWarnings(phone), IsEmpty());
  phone.mutable_phone()->set_from("+442079460958");
  EXPECT_THAT(FindContentWarnings(phone), IsEmpty());
  EXPECT_THAT(FindContentWarnings(TextMessage("")), IsEmpty());
  EXPECT_THAT(FindContentWarnings(Email("<p>https://a.example</p>", "Hello")),
              IsEmpty());
  EXPECT_THAT(FindContentWarnings(Email("", "Hello")), IsEmpty());
  EXPECT_THAT(FindContentWarnings(v1::Notification()), IsEmpty());
}

TEST(ContentWarnings, TellHowManySegmentsATextTakes) {
  EXPECT_THAT(FindContentWarnings(TextMessage(std::string(160, 'a'))),
              IsEmpty());
  EXPECT_THAT(
      FindContentWarnings(TextMessage(std::string(161, 'a'))),
      ElementsAre(ContentWarning{
          kSegments, "phone.as_text",
          "takes 2 segments, each of which costs: 161 septets, of which one "
          "segment holds 160"}));
}

TEST(ContentWarnings, NameTheCharacterThatForcesUcs2) {
  const std::string filling(80, 'a');
  const struct {
    std::string text;
    std::string name;
  } kCases[] = {
      {"It’s " + filling, "’ (U+2019), character 3 of the text,"},
      {filling + "😀", "😀 (U+1F600), character 81 of the text,"},
      // What cannot be seen has its number only.
      {filling + "\xc2\xa0", ": U+00A0, character 81"},
      {filling + "\xe2\x80\x8b", ": U+200B, character 81"},
      {filling + "\xe2\x80\xae", ": U+202E, character 81"},
      {filling + "\t", ": U+0009, character 81"},
  };
  for (const auto& c : kCases) {
    const auto warnings = FindContentWarnings(TextMessage(c.text));
    ASSERT_EQ(warnings.size(), 1u) << c.text;
    EXPECT_EQ(warnings[0].code, kSegments);
    EXPECT_THAT(warnings[0].description, HasSubstr("takes 2 segments"));
    EXPECT_THAT(warnings[0].description, HasSubstr(c.name));
  }
  EXPECT_THAT(FindContentWarnings(TextMessage("It’s short")), IsEmpty());
}

TEST(ContentWarnings, TellWhereASenderNameDoesNotArrive) {
  v1::Notification notification = TextMessage("Hello");
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+18085555555");
  phone.set_from("12345");
  EXPECT_THAT(FindContentWarnings(notification), IsEmpty());
  phone.set_from("Example");
  EXPECT_THAT(FindContentWarnings(notification),
              ElementsAre(ContentWarning{
                  "SENDER_NOT_ALLOWED", "phone.from",
                  "is a name, but in the recipient's country (US) only numbers "
                  "and short codes are allowed as senders"}));
}

TEST(ContentWarnings, TellThatASenderNameIsTooLong) {
  v1::Notification notification = TextMessage("Hello");
  notification.mutable_phone()->set_from("Zürich Bank");
  EXPECT_THAT(FindContentWarnings(notification), IsEmpty());
  notification.mutable_phone()->set_from("Example Bank");
  EXPECT_THAT(FindContentWarnings(notification),
              ElementsAre(ContentWarning{
                  "SENDER_TOO_LONG", "phone.from",
                  "is a name of 12 characters; networks carry at most 11"}));
}

TEST(ContentWarnings, TellOfLinksWithoutHttps) {
  constexpr std::string_view kLink = "LINK_WITHOUT_HTTPS";
  EXPECT_THAT(
      FindContentWarnings(TextMessage("Go to http://a.example/reset?t=secret")),
      ElementsAre(ContentWarning{kLink, "phone.as_text",
                                 "has a link that begins with http://, to "
                                 "a.example; use https://"}));
  EXPECT_THAT(
      FindContentWarnings(Email("<a href='http://a.example/1'>x</a>"
                                "<img src=\"HTTP://b.example/2\">",
                                "See http://[::1]/ today")),
      ElementsAre(
          ContentWarning{kLink, "email.html",
                         "has 2 links that begin with http://, the first to "
                         "a.example; use https://"},
          ContentWarning{kLink, "email.text",
                         "has a link that begins with http://; use https://"}));
}

TEST(ContentWarnings, TellOfEmailsThatSomeReadersSeeInPart) {
  EXPECT_THAT(FindContentWarnings(Email(std::string(102'400, 'a'), "Hello")),
              IsEmpty());
  const auto warnings =
      FindContentWarnings(Email(std::string(102'401, 'a'), ""));
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_EQ(warnings[0].code, "HTML_CLIPPED");
  EXPECT_EQ(warnings[0].field, "email.html");
  EXPECT_EQ(warnings[0].description,
            "is 102401 bytes long; Gmail shows the first 102400 only");
  EXPECT_EQ(warnings[1].code, "TEXT_PART_MISSING");
  EXPECT_EQ(warnings[1].field, "email.text");
}

TEST(ContentWarnings, AreNoneForACall) {
  v1::Notification notification =
      TextMessage("http://a.example " + std::string(200, 'a'));
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_as_voice("http://a.example");
  phone.set_recipient("+18085555555");
  phone.set_from("Example Bank");
  EXPECT_EQ(FindContentWarnings(notification).size(), 4u);
  phone.set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  EXPECT_THAT(FindContentWarnings(notification), IsEmpty());
}

TEST(ContentWarnings, HoldNeitherCodeNorRecipient) {
  v1::Notification notification = TextMessage(
      "http://135790.example/135790?to=+442079460958 " + std::string(200, 'a'));
  notification.mutable_phone()->set_code("135790");
  const auto warnings = FindContentWarnings(notification);
  ASSERT_EQ(warnings.size(), 2u);
  for (const ContentWarning& warning : warnings) {
    EXPECT_THAT(warning.description, Not(HasSubstr("135790")));
    EXPECT_THAT(warning.description, Not(HasSubstr("7946")));
  }
}

}  // namespace
}  // namespace herald
