// SPDX-License-Identifier: Apache-2.0
#include "providers/carried_channels.h"

#include <gtest/gtest.h>

#include "providers/describe.h"

namespace herald {
namespace {

v1::Notification EmailToCarry() {
  v1::Notification notification;
  notification.mutable_email();
  return notification;
}

v1::Notification PhoneToCarry(v1::DeliveryMethod method) {
  v1::Notification notification;
  notification.mutable_phone()->set_delivery_method(method);
  return notification;
}

TEST(CarriedChannels, AreAllIfNoneIsNamed) {
  const CarriedChannels channels;
  EXPECT_TRUE(channels.CanCarry(EmailToCarry()).ok());
  EXPECT_TRUE(channels.CanCarry(PhoneToCarry(v1::DELIVERY_METHOD_VOICE)).ok());
}

TEST(CarriedChannels, AreThoseNamed) {
  v1::RemoteProvider config;
  config.add_channels(v1::CHANNEL_SMS);
  FieldViolations violations;
  const CarriedChannels channels(config.channels(), violations);
  EXPECT_EQ(Describe(violations), "");
  EXPECT_TRUE(
      channels.CanCarry(PhoneToCarry(v1::DELIVERY_METHOD_UNSPECIFIED)).ok());
  EXPECT_EQ(channels.CanCarry(EmailToCarry()).message(), "cannot carry email");
  EXPECT_EQ(
      channels.CanCarry(PhoneToCarry(v1::DELIVERY_METHOD_VOICE)).message(),
      "cannot carry voice calls");
}

TEST(CarriedChannels, MustBeKnown) {
  v1::RemoteProvider config;
  config.add_channels(v1::CHANNEL_SMS);
  config.add_channels(static_cast<v1::Channel>(77));
  FieldViolations violations;
  const CarriedChannels channels(config.channels(), violations);
  EXPECT_EQ(Describe(violations),
            "channels[1]: must be one of email, sms, voice\n");
}

}  // namespace
}  // namespace herald
