// SPDX-License-Identifier: Apache-2.0
#include "delivery/labels.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

TEST(Labels, AreTheWordsOfTheConfigurationFile) {
  EXPECT_EQ(LabelOf(v1::OUTCOME_DELIVERED), "delivered");
  EXPECT_EQ(LabelOf(v1::SCOPE_RECIPIENT), "recipient");
  EXPECT_EQ(LabelOf(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY), "otp_verify");
  EXPECT_EQ(LabelOf(v1::EMAIL_MESSAGE_TYPE_WELCOME_EMAIL), "welcome_email");
}

TEST(Labels, AreEmptyForWhatIsNotKnown) {
  EXPECT_EQ(LabelOf(v1::OUTCOME_UNSPECIFIED), "");
  EXPECT_EQ(LabelOf(v1::SCOPE_UNSPECIFIED), "");
  EXPECT_EQ(LabelOf(static_cast<v1::Scope>(99)), "");
  EXPECT_EQ(LabelOf(static_cast<v1::Scope>(-1)), "");
}

TEST(Labels, NameTheChannelAndTheMessageType) {
  v1::Notification notification;
  notification.mutable_phone()->set_message_type(
      v1::PHONE_MESSAGE_TYPE_OTP_ENROLL);
  EXPECT_EQ(ChannelLabelOf(notification), "sms");
  EXPECT_EQ(MessageTypeLabelOf(notification), "otp_enroll");
  notification.mutable_phone()->set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  EXPECT_EQ(ChannelLabelOf(notification), "voice");
  notification.mutable_email();
  EXPECT_EQ(ChannelLabelOf(notification), "email");
  EXPECT_EQ(MessageTypeLabelOf(notification), "");
}

TEST(Labels, NameCountriesByTheirCodesOnly) {
  v1::RecipientFacts facts;
  EXPECT_EQ(CountryLabelOf(facts), "");
  for (const char* code : {"DE", "US", "001"}) {
    facts.set_country(code);
    EXPECT_EQ(CountryLabelOf(facts), code);
  }
  for (const char* text : {"de", "D", "DEU", "002", "+1"}) {
    facts.set_country(text);
    EXPECT_EQ(CountryLabelOf(facts), "") << text;
  }
}

}  // namespace
}  // namespace herald
