// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/outcome.pb.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"
#include "providers/twilio_account.h"

namespace herald {

// How messages and calls are requested: the configuration, checked.
struct MessagingPlan {
  TwilioAccount account;

  // Of the account's resources.
  std::string path;

  std::string messaging_service_sid;
  std::string from;

  // Zero for Twilio's default.
  std::int64_t validity_period_s = 0;
  std::int64_t ring_timeout_s = 30;
};

// Checks `config`. Adds what is wrong with it to `violations`; the plan must
// not be used then.
MessagingPlan CompileMessagingPlan(const v1::TwilioMessagingProvider& config,
                                   const Secrets& secrets,
                                   FieldViolations& violations);

// The number that a call to this notification's recipient comes from: the
// notification's or the configured sender, whichever first is a number; empty
// if neither is.
std::string VoiceSender(const MessagingPlan& plan,
                        const v1::PhoneNotification& phone);

// The attempt that ends before anything is sent because the content is longer
// than Twilio takes; nothing if it is not.
std::optional<v1::Attempt> RefuseContent(const v1::PhoneNotification& phone);

// The request that creates a message or a call.
// https://www.twilio.com/docs/messaging/api/message-resource
// https://www.twilio.com/docs/voice/api/call-resource
HttpRequest BuildMessagingRequest(const MessagingPlan& plan,
                                  const v1::PhoneNotification& phone);

}  // namespace herald
