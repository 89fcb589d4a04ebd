// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "delivery/secrets.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/provider.pb.h"

namespace herald {

inline const std::string kThirtyTwo = "0123456789abcdef0123456789ABCDEF";

// The least that a configuration needs.
inline v1::TwilioVerifyProvider VerifyConfig() {
  v1::TwilioVerifyProvider config;
  config.set_account_sid("AC" + kThirtyTwo);
  config.mutable_auth_token()->set_env("TOKEN");
  config.set_service_sid("VA" + kThirtyTwo);
  return config;
}

inline Secrets VerifySecrets() {
  v1::Secret token;
  token.set_env("TOKEN");
  Secrets secrets;
  secrets.Put(token, "s3cret");
  return secrets;
}

inline v1::Notification CodeNotification() {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+18085555555");
  phone.set_code("123456");
  phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  return notification;
}

}  // namespace herald
