// SPDX-License-Identifier: Apache-2.0
#include "delivery/message_variables.h"

#include <algorithm>

#include "delivery/duration.h"
#include "liquid/elements.h"

namespace herald {
namespace {

using liquid::Value;

// What templates may call without `tenant.`.
constexpr std::string_view kTenantNames[] = {
    "friendly_name", "home_url", "logo_url", "support_email", "support_url"};

Value TextOrNil(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

const std::string& LocaleOf(const v1::Notification& notification) {
  return notification.has_phone() ? notification.phone().locale()
                                  : notification.email().locale();
}

}  // namespace

MessageVariables::MessageVariables(const MessageInput& input,
                                   std::string_view locale)
    : input_(input),
      locale_(locale),
      notification_(input.notification, "", nullptr),
      client_(
          input.notification.client(), input.notification.client().name(),
          {{{"clientID", TextOrNil(input.notification.client().client_id())}}}),
      connection_(input.notification.connection(),
                  input.notification.connection().name()),
      organization_(input.notification.organization(),
                    input.notification.organization().name()),
      tenant_(input.notification.tenant(), input.notification.tenant().id()),
      user_(input.notification.user(), input.notification.user().name(),
            {{{"source_ip", TextOrNil(input.notification.request().ip())},
              {"country",
               TextOrNil(input.notification.request().geoip().country_name())},
              {"city",
               TextOrNil(input.notification.request().geoip().city_name())}}}) {
}

Value MessageVariables::Find(std::string_view name) const {
  if (name == "code" || name == "password") return Code();
  const auto& variables = input_.input.variables().fields();
  if (!variables.empty()) {
    const Value given = Value::Of(input_.input.variables());
    if (variables.contains(std::string(name))) return given.Find(name);
  }
  return FindNamed(name);
}

Value MessageVariables::FindNamed(std::string_view name) const {
  const v1::Notification& notification = input_.notification;
  if (name == "application" || name == "client")
    return notification.has_client() ? Value(&client_) : Value();
  if (name == "connection")
    return notification.has_connection() ? Value(&connection_) : Value();
  if (name == "organization")
    return notification.has_organization() ? Value(&organization_) : Value();
  if (name == "tenant")
    return notification.has_tenant() ? Value(&tenant_) : Value();
  if (name == "user") return &user_;
  if (std::ranges::count(kTenantNames, name) > 0) return tenant_.Find(name);
  if (name == "correlation_id")
    return TextOrNil(notification.transaction().correlation_id());
  if (name == "email") return Email();
  if (name == "expire_minutes") return ExpireMinutes();
  if (name == "expire_time") return ExpireTime();
  if (name == "locale") return Locale();
  if (name == "message_type") return MessageType();
  if (name == "phone_number") return PhoneNumber();
  if (name == "request_language") return RequestLanguage();
  return notification_.Find(name);
}

Value MessageVariables::Code() const {
  const std::string& code = input_.input.code();
  return TextOrNil(code.empty() ? input_.notification.phone().code() : code);
}

Value MessageVariables::Email() const {
  const v1::Notification& notification = input_.notification;
  return TextOrNil(notification.has_email() ? notification.email().to()
                                            : notification.user().email());
}

// Rounded up: a code that is good for 90 seconds is good for 2 minutes.
Value MessageVariables::ExpireMinutes() const {
  if (input_.expire_time == nullptr) return {};
  const absl::Duration left = ToTime(*input_.expire_time) - input_.now;
  const absl::Duration rounded = absl::Ceil(left, absl::Minutes(1));
  return std::max<std::int64_t>(absl::ToInt64Minutes(rounded), 0);
}

Value MessageVariables::ExpireTime() const {
  if (input_.expire_time == nullptr) return {};
  return Value::OfField(Value::Kind::kTimestamp, *input_.expire_time);
}

Value MessageVariables::Locale() const {
  const std::string& locale = LocaleOf(input_.notification);
  return locale.empty() ? Value(locale_) : Value(locale);
}

Value MessageVariables::PhoneNumber() const {
  const v1::Notification& notification = input_.notification;
  return TextOrNil(notification.has_phone()
                       ? notification.phone().recipient()
                       : notification.user().phone_number());
}

Value MessageVariables::RequestLanguage() const {
  const std::string& locale = LocaleOf(input_.notification);
  return TextOrNil(locale.empty() ? input_.notification.request().language()
                                  : locale);
}

Value MessageVariables::MessageType() const {
  return notification_.Find("notification").Find("message_type");
}

Value MessageVariables::Party::Find(std::string_view name) const {
  for (const liquid::Member& other : others_) {
    if (other.name == name) return other.value;
  }
  return fields_.Find(name);
}

void MessageVariables::Party::ForEach(Visitor visit) const {
  for (const liquid::Member& other : others_) {
    if (!other.value.is_nil()) visit(other.name, other.value);
  }
  liquid::ForEachMember(fields_, visit);
}

}  // namespace herald
