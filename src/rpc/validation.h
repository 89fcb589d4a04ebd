// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "delivery/field_violation.h"
#include "herald/v1/notification_service.pb.h"

namespace herald {

// Checks every rule that the contract states for a request, and brings it into
// the form that providers rely on: phone numbers in E.164, locales with
// dashes, a delivery method that is set. Adds each violation with its path; no
// description repeats a value. A request with violations must not be used.
void Validate(v1::DeliverNotificationRequest& request,
              FieldViolations& violations);

// The parts of Validate, by message. `path` is the message's own.
void ValidateEmail(v1::EmailNotification& email, const std::string& path,
                   FieldViolations& violations);
void ValidatePhone(v1::PhoneNotification& phone, const std::string& path,
                   FieldViolations& violations);

}  // namespace herald
