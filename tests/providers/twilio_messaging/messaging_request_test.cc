// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/messaging_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "providers/describe.h"
#include "providers/twilio_messaging/messaging_config.h"
#include "providers/twilio_openapi.h"

namespace herald {
namespace {

HttpRequest Build(const v1::TwilioMessagingProvider& config,
                  const v1::Notification& notification) {
  FieldViolations violations;
  const MessagingPlan plan =
      CompileMessagingPlan(config, MessagingSecrets(), violations);
  EXPECT_EQ(Describe(violations), "");
  return BuildMessagingRequest(plan, notification.phone());
}

std::string Head(const std::string& resource) {
  return "POST https://api.twilio.com:443/2010-04-01/Accounts/AC" + kThirtyTwo +
         "/" + resource +
         "\nAuthorization: Basic "
         "QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjpzM2NyZXQ=\n"
         "Content-Type: application/x-www-form-urlencoded\n"
         "Accept: application/json\n"
         "\n";
}

TEST(MessagingRequest, SendsATextFromTheConfiguredSender) {
  EXPECT_EQ(Describe(Build(MessagingConfig(), TextNotification())),
            Head("Messages.json") +
                "To=%2B18085555555&From=%2B15005550006"
                "&Body=Your+code+is+123456");
}

TEST(MessagingRequest, PrefersTheNotificationsSender) {
  v1::Notification notification = TextNotification();
  notification.mutable_phone()->set_from("Acme");
  EXPECT_EQ(Build(MessagingConfig(), notification).body,
            "To=%2B18085555555&From=Acme&Body=Your+code+is+123456");
}

TEST(MessagingRequest, LeavesTheSenderToAMessagingService) {
  v1::TwilioMessagingProvider config = MessagingConfig();
  config.set_messaging_service_sid("MG" + kThirtyTwo);
  v1::Notification notification = TextNotification();
  notification.mutable_phone()->set_from("Acme");
  EXPECT_EQ(Build(config, notification).body,
            "To=%2B18085555555&MessagingServiceSid=MG" + kThirtyTwo +
                "&Body=Your+code+is+123456");
  config.clear_from();
  EXPECT_EQ(Build(config, TextNotification()).body,
            "To=%2B18085555555&MessagingServiceSid=MG" + kThirtyTwo +
                "&Body=Your+code+is+123456");
}

TEST(MessagingRequest, SendsAValidityPeriod) {
  v1::TwilioMessagingProvider config = MessagingConfig();
  config.mutable_validity_period()->set_seconds(300);
  EXPECT_EQ(Build(config, TextNotification()).body,
            "To=%2B18085555555&From=%2B15005550006&Body=Your+code+is+123456"
            "&ValidityPeriod=300");
}

TEST(MessagingRequest, EncodesTextInUtf8) {
  v1::Notification notification = TextNotification();
  notification.mutable_phone()->set_as_text("Ö & 😀\n");
  EXPECT_EQ(Build(MessagingConfig(), notification).body,
            "To=%2B18085555555&From=%2B15005550006"
            "&Body=%C3%96+%26+%F0%9F%98%80%0A");
}

TEST(MessagingRequest, CallsAndSpeaks) {
  EXPECT_EQ(Describe(Build(MessagingConfig(), VoiceNotification())),
            Head("Calls.json") +
                "To=%2B18085555555&From=%2B15005550006"
                "&Twiml=%3CResponse%3E%3CSay%3EYour+code+is+1.+2.+3."
                "%3C%2FSay%3E%3C%2FResponse%3E&Timeout=30");
}

TEST(MessagingRequest, SpeaksTheRecipientsLanguageAndRingsAsLongAsAsked) {
  v1::TwilioMessagingProvider config = MessagingConfig();
  config.mutable_ring_timeout()->set_seconds(600);
  config.set_messaging_service_sid("MG" + kThirtyTwo);
  v1::Notification notification = VoiceNotification();
  notification.mutable_phone()->set_locale("de-AT");
  notification.mutable_phone()->set_from("+4930123456");
  EXPECT_EQ(Build(config, notification).body,
            "To=%2B18085555555&From=%2B4930123456"
            "&Twiml=%3CResponse%3E%3CSay+language%3D%22de-DE%22%3E"
            "Your+code+is+1.+2.+3.%3C%2FSay%3E%3C%2FResponse%3E&Timeout=600");
}

TEST(MessagingRequest, CallsFromTheFirstSenderThatIsANumber) {
  MessagingPlan plan;
  v1::PhoneNotification phone;
  EXPECT_EQ(VoiceSender(plan, phone), "");
  plan.from = "Acme";
  EXPECT_EQ(VoiceSender(plan, phone), "");
  plan.from = "+15005550006";
  EXPECT_EQ(VoiceSender(plan, phone), "+15005550006");
  phone.set_from("Acme");
  EXPECT_EQ(VoiceSender(plan, phone), "+15005550006");
  phone.set_from("12345");
  EXPECT_EQ(VoiceSender(plan, phone), "+15005550006");
  phone.set_from("+4930123456");
  EXPECT_EQ(VoiceSender(plan, phone), "+4930123456");
}

TEST(MessagingRequest, RefusesContentThatIsTooLong) {
  v1::PhoneNotification phone;
  const auto repeat = [](const std::string& text, int times) {
    std::string repeated;
    for (int i = 0; i < times; ++i) repeated += text;
    return repeated;
  };
  phone.set_as_text(repeat("ö", 1600));
  EXPECT_FALSE(RefuseContent(phone).has_value());
  phone.set_as_text(repeat("ö", 1601));
  ASSERT_TRUE(RefuseContent(phone).has_value());
  EXPECT_EQ(Describe(*RefuseContent(phone)),
            "DROPPED CONTENT CONTENT_TOO_LONG");

  phone.set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  const int frame = std::string("<Response><Say></Say></Response>").size();
  phone.set_as_voice(repeat("ö", 4000 - frame));
  EXPECT_FALSE(RefuseContent(phone).has_value());
  phone.set_as_voice(repeat("ö", 4001 - frame));
  ASSERT_TRUE(RefuseContent(phone).has_value());
  EXPECT_EQ(Describe(*RefuseContent(phone)),
            "DROPPED CONTENT CONTENT_TOO_LONG");
}

TEST(MessagingRequest, UsesFieldsThatTwilioKnows) {
  const std::string account = "/2010-04-01/Accounts/{AccountSid}";
  const auto messages =
      OpenApiFields("messages-and-calls.json", account + "/Messages.json");
  HERALD_NEEDS_OPENAPI(messages);
  const auto calls =
      OpenApiFields("messages-and-calls.json", account + "/Calls.json");
  v1::TwilioMessagingProvider config = MessagingConfig();
  config.mutable_validity_period()->set_seconds(300);
  for (const std::string& field :
       FormFields(Build(config, TextNotification()).body)) {
    EXPECT_THAT(messages, testing::Contains(field));
  }
  config.set_messaging_service_sid("MG" + kThirtyTwo);
  for (const std::string& field :
       FormFields(Build(config, TextNotification()).body)) {
    EXPECT_THAT(messages, testing::Contains(field));
  }
  for (const std::string& field :
       FormFields(Build(config, VoiceNotification()).body)) {
    EXPECT_THAT(calls, testing::Contains(field));
  }
}

}  // namespace
}  // namespace herald
