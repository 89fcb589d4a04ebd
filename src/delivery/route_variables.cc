// SPDX-License-Identifier: Apache-2.0
#include "delivery/route_variables.h"

namespace herald {

using liquid::Value;

RouteVariables::RouteVariables(const v1::Notification& notification,
                               std::string_view request_id,
                               const v1::RecipientFacts& facts)
    : notification_(notification, request_id, nullptr),
      is_email_(notification.has_email()),
      phone_(facts),
      email_(facts) {}

Value RouteVariables::Find(std::string_view name) const {
  if (name == "phone") return is_email_ ? Value() : Value(&phone_);
  if (name == "email") return is_email_ ? Value(&email_) : Value();
  if (name == "message_type") {
    return notification_.Find("notification").Find("message_type");
  }
  return notification_.Find(name);
}

Value RouteVariables::Phone::Find(std::string_view name) const {
  if (name == "country") return facts_.country();
  if (name == "calling_code") return std::int64_t{facts_.calling_code()};
  if (name == "type") return Value::Of(facts_).Find("number_type");
  return {};
}

Value RouteVariables::Email::Find(std::string_view name) const {
  return name == "domain" ? Value(facts_.email_domain()) : Value();
}

}  // namespace herald
