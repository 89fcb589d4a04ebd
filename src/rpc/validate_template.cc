// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "rpc/text_rules.h"
#include "rpc/validation.h"

namespace herald {
namespace {

constexpr int kMaxVariables = 256;

void MustBeEmpty(const std::string& text, std::string path,
                 FieldViolations& violations) {
  if (!text.empty()) {
    violations.Add(std::move(path),
                   "must be empty, since a template is to word the "
                   "notification");
  }
}

void MustBeSet(bool is_set, std::string path, FieldViolations& violations) {
  if (!is_set) {
    violations.Add(std::move(path),
                   "is required, since it chooses the template");
  }
}

void CheckEmail(const v1::EmailNotification& email, const std::string& path,
                FieldViolations& violations) {
  MustBeSet(email.message_type() != v1::EMAIL_MESSAGE_TYPE_UNSPECIFIED,
            path + ".message_type", violations);
  MustBeEmpty(email.subject(), path + ".subject", violations);
  MustBeEmpty(email.html(), path + ".html", violations);
  MustBeEmpty(email.text(), path + ".text", violations);
}

void CheckPhone(const v1::PhoneNotification& phone, const std::string& path,
                FieldViolations& violations) {
  MustBeSet(phone.message_type() != v1::PHONE_MESSAGE_TYPE_UNSPECIFIED,
            path + ".message_type", violations);
  MustBeEmpty(phone.as_text(), path + ".as_text", violations);
  MustBeEmpty(phone.as_voice(), path + ".as_voice", violations);
}

// Providers that word messages themselves take the code from the phone
// notification.
void ShareCode(const std::string& code, v1::PhoneNotification& phone,
               FieldViolations& violations) {
  if (code.empty() || phone.code() == code) return;
  if (phone.code().empty()) {
    phone.set_code(code);
  } else {
    violations.Add("template.code", "differs from notification.phone.code");
  }
}

}  // namespace

void ValidateTemplate(const v1::TemplateInput& input,
                      v1::Notification& notification,
                      FieldViolations& violations) {
  if (notification.has_email())
    CheckEmail(notification.email(), "notification.email", violations);
  if (notification.has_phone())
    CheckPhone(notification.phone(), "notification.phone", violations);
  if (!IsCodeOrEmpty(input.code())) {
    violations.Add("template.code", std::string(kNoCode));
  } else if (notification.has_phone()) {
    ShareCode(input.code(), *notification.mutable_phone(), violations);
  }
  if (input.variables().fields_size() > kMaxVariables)
    violations.Add("template.variables", "has more than 256 members");
}

}  // namespace herald
