// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <string>

#include "delivery/secrets.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// A configuration in protobuf's text format; `url` is filled in if it is
// missing.
inline v1::HttpProvider HttpConfig(const std::string& text) {
  v1::HttpProvider config;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &config));
  if (config.url().empty()) config.set_url("https://api.test/send");
  return config;
}

// The secrets that the tests' configurations refer to: each environment
// variable holds `s3cret `, a space, and its name.
inline Secrets HttpSecrets() {
  Secrets secrets;
  for (const std::string name : {"A", "B"}) {
    v1::Secret secret;
    secret.set_env(name);
    secrets.Put(secret, "s3cret " + name);
  }
  return secrets;
}

inline google::protobuf::Value Json(const std::string& text) {
  google::protobuf::Value value;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(text, &value).ok());
  return value;
}

inline v1::Notification SomePhone() {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+18085555555");
  phone.set_as_text("Your code: \"123456\" & more\n");
  phone.set_code("123456");
  phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  (*notification.mutable_user()
        ->mutable_user_metadata()
        ->mutable_fields())["level"]
      .set_number_value(7);
  return notification;
}

}  // namespace herald
