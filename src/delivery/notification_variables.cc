// SPDX-License-Identifier: Apache-2.0
#include "delivery/notification_variables.h"

#include <algorithm>

namespace herald {
namespace {

constexpr std::string_view kFields[] = {
    "client",  "connection", "custom_domain", "labels", "organization",
    "request", "tenant",     "transaction",   "user",
};

liquid::Value UnlessEmpty(std::string_view text) {
  return text.empty() ? liquid::Value() : liquid::Value(text);
}

}  // namespace

liquid::Value SecretVariables::Find(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return {};
  return std::string_view(found->second);
}

NotificationVariables::NotificationVariables(
    const v1::Notification& notification, std::string_view request_id,
    const SecretVariables* secrets, std::string_view idempotency_key)
    : notification_(notification),
      request_id_(request_id),
      idempotency_key_(idempotency_key),
      secrets_(secrets),
      fields_(liquid::Value::Of(notification)) {
  const v1::PhoneNotification& phone = notification.phone();
  if (notification.has_phone() &&
      phone.delivery_method() == v1::DELIVERY_METHOD_UNSPECIFIED) {
    text_ = phone;
    text_->set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  }
}

liquid::Value NotificationVariables::Find(std::string_view name) const {
  if (name == "notification") {
    if (text_.has_value()) return liquid::Value::Of(*text_);
    if (notification_.has_phone()) {
      return liquid::Value::Of(notification_.phone());
    }
    return liquid::Value::Of(notification_.email());
  }
  if (name == "channel") return ChannelName(notification_);
  if (name == "request_id") return UnlessEmpty(request_id_);
  if (name == "idempotency_key") return UnlessEmpty(idempotency_key_);
  if (name == "secrets") {
    return secrets_ == nullptr ? liquid::Value() : liquid::Value(secrets_);
  }
  const bool is_field = std::find(std::begin(kFields), std::end(kFields),
                                  name) != std::end(kFields);
  return is_field ? fields_.Find(name) : liquid::Value();
}

std::string_view ChannelName(const v1::Notification& notification) {
  if (notification.has_email()) return "email";
  return notification.phone().delivery_method() == v1::DELIVERY_METHOD_VOICE
             ? "voice"
             : "sms";
}

}  // namespace herald
