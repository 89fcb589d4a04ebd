// SPDX-License-Identifier: Apache-2.0
#include "app/vector_samples.h"

namespace herald {
namespace {

void FillEmail(v1::EmailNotification& email) {
  email.set_message_type(v1::EMAIL_MESSAGE_TYPE_VERIFICATION_CODE);
  email.set_to("jane@example.com");
  email.set_from("Acme <login@example.org>");
  email.set_reply_to("help@example.org");
  email.set_subject("Your code is 123456");
  email.set_html("<p>Your code is <b>123456</b></p>");
  email.set_text("Your code is 123456");
  email.set_locale("en-US");
  (*email.mutable_headers())["X-Campaign"] = "login";
}

void FillPhone(v1::PhoneNotification& phone) {
  phone.set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  phone.set_recipient("+12025550123");
  phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  phone.set_as_text("Your code is 123456 & more");
  phone.set_code("123456");
  phone.set_locale("en-US");
}

}  // namespace

v1::Notification SampleNotification(v1::Channel channel) {
  v1::Notification notification;
  if (channel == v1::CHANNEL_EMAIL) {
    FillEmail(*notification.mutable_email());
    return notification;
  }
  v1::PhoneNotification& phone = *notification.mutable_phone();
  FillPhone(phone);
  if (channel == v1::CHANNEL_VOICE) {
    phone.set_delivery_method(v1::DELIVERY_METHOD_VOICE);
    phone.clear_as_text();
    phone.set_as_voice("Your code is 1. 2. 3. 4. 5. 6.");
  }
  return notification;
}

}  // namespace herald
