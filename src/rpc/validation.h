// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "delivery/field_violation.h"
#include "herald/v1/notification_service.pb.h"

namespace herald {

// Checks every rule that the contract states for a request, and brings it into
// the form that providers rely on: phone numbers in E.164, locales with
// dashes, a delivery method that is set, the template's code as the phone
// notification's. Adds each violation with its path; no description repeats a
// value. A request with violations must not be used.
void Validate(v1::DeliverNotificationRequest& request,
              FieldViolations& violations);
void Validate(v1::RenderNotificationRequest& request,
              FieldViolations& violations);

// Checks what Validate leaves out where a message template is to word the
// notification: its subject and bodies.
void ValidateWords(const v1::Notification& notification,
                   FieldViolations& violations);

// The parts of Validate, by message. `path` is the message's own.
void ValidateEmail(v1::EmailNotification& email, const std::string& path,
                   FieldViolations& violations);
void ValidateEmailWords(const v1::EmailNotification& email,
                        const std::string& path, FieldViolations& violations);
void ValidatePhone(v1::PhoneNotification& phone, const std::string& path,
                   FieldViolations& violations);
void ValidatePhoneWords(const v1::PhoneNotification& phone,
                        const std::string& path, FieldViolations& violations);
void ValidateTemplate(const v1::TemplateInput& input,
                      v1::Notification& notification,
                      FieldViolations& violations);

}  // namespace herald
