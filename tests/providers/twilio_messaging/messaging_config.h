// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "delivery/secrets.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/provider.pb.h"

namespace herald {

inline const std::string kThirtyTwo = "0123456789abcdef0123456789ABCDEF";

// The least that a configuration needs.
inline v1::TwilioMessagingProvider MessagingConfig() {
  v1::TwilioMessagingProvider config;
  config.set_account_sid("AC" + kThirtyTwo);
  config.mutable_auth_token()->set_env("TOKEN");
  config.set_from("+15005550006");
  return config;
}

inline Secrets MessagingSecrets() {
  v1::Secret token;
  token.set_env("TOKEN");
  Secrets secrets;
  secrets.Put(token, "s3cret");
  return secrets;
}

inline v1::Notification TextNotification() {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+18085555555");
  phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  phone.set_as_text("Your code is 123456");
  return notification;
}

inline v1::Notification VoiceNotification() {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+18085555555");
  phone.set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  phone.set_as_voice("Your code is 1. 2. 3.");
  return notification;
}

}  // namespace herald
