// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/messaging_request.h"

#include <utility>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "delivery/attempt.h"
#include "http/encoding.h"
#include "providers/twilio_messaging/say_language.h"
#include "providers/twilio_messaging/twiml.h"

namespace herald {
namespace {

constexpr std::size_t kMaxBodyCharacters = 1600;
constexpr std::size_t kMaxTwimlCharacters = 4000;

bool IsVoice(const v1::PhoneNotification& phone) {
  return phone.delivery_method() == v1::DELIVERY_METHOD_VOICE;
}

bool IsNumber(std::string_view sender) {
  return sender.size() >= 2 && sender.front() == '+' &&
         sender.find_first_not_of("0123456789", 1) == sender.npos;
}

std::string Twiml(const v1::PhoneNotification& phone) {
  return SpeakingTwiml(phone.as_voice(), SayLanguage(phone.locale()));
}

HttpRequest BuildCall(const MessagingPlan& plan,
                      const v1::PhoneNotification& phone) {
  std::string form;
  AppendFormField("To", phone.recipient(), &form);
  AppendFormField("From", VoiceSender(plan, phone), &form);
  AppendFormField("Twiml", Twiml(phone), &form);
  AppendFormField("Timeout", fmt::format("{}", plan.ring_timeout_s), &form);
  return MakeTwilioRequest(plan.account, plan.path + "/Calls.json",
                           std::move(form));
}

HttpRequest BuildMessage(const MessagingPlan& plan,
                         const v1::PhoneNotification& phone) {
  std::string form;
  AppendFormField("To", phone.recipient(), &form);
  if (!plan.messaging_service_sid.empty()) {
    // The service chooses the sender; the notification cannot.
    AppendFormField("MessagingServiceSid", plan.messaging_service_sid, &form);
  } else {
    AppendFormField("From", phone.from().empty() ? plan.from : phone.from(),
                    &form);
  }
  AppendFormField("Body", phone.as_text(), &form);
  if (plan.validity_period_s > 0) {
    AppendFormField("ValidityPeriod", fmt::format("{}", plan.validity_period_s),
                    &form);
  }
  return MakeTwilioRequest(plan.account, plan.path + "/Messages.json",
                           std::move(form));
}

}  // namespace

std::string VoiceSender(const MessagingPlan& plan,
                        const v1::PhoneNotification& phone) {
  if (IsNumber(phone.from())) return phone.from();
  return IsNumber(plan.from) ? plan.from : std::string();
}

std::optional<v1::Attempt> RefuseContent(const v1::PhoneNotification& phone) {
  if (IsVoice(phone)) {
    if (CountCharacters(Twiml(phone)) <= kMaxTwimlCharacters) return {};
    return Dropped(v1::SCOPE_CONTENT, "CONTENT_TOO_LONG",
                   "`as_voice` as TwiML is longer than the 4000 characters "
                   "that Twilio takes");
  }
  if (CountCharacters(phone.as_text()) <= kMaxBodyCharacters) return {};
  return Dropped(v1::SCOPE_CONTENT, "CONTENT_TOO_LONG",
                 "`as_text` is longer than the 1600 characters that Twilio "
                 "takes");
}

HttpRequest BuildMessagingRequest(const MessagingPlan& plan,
                                  const v1::PhoneNotification& phone) {
  return IsVoice(phone) ? BuildCall(plan, phone) : BuildMessage(plan, phone);
}

}  // namespace herald
