// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/twilio_messaging_provider.h"

#include <utility>

#include "delivery/attempt.h"
#include "providers/provider_request.h"
#include "providers/trace_header.h"
#include "providers/twilio_messaging/messaging_answer.h"
#include "providers/twilio_messaging/messaging_request.h"

namespace herald {
namespace {

class TwilioMessagingProvider : public Provider {
 public:
  TwilioMessagingProvider(MessagingPlan plan, HttpClient& client,
                          const Clock& clock)
      : plan_(std::move(plan)), client_(client), clock_(clock) {}

  absl::Status CanCarry(const v1::Notification& notification) const override {
    const v1::PhoneNotification& phone = notification.phone();
    if (!notification.has_phone()) {
      return absl::FailedPreconditionError("cannot carry email");
    }
    if (phone.delivery_method() != v1::DELIVERY_METHOD_VOICE) {
      if (!phone.as_text().empty()) return absl::OkStatus();
      return absl::FailedPreconditionError(
          "sends `as_text`, and this notification has none");
    }
    if (phone.as_voice().empty()) {
      return absl::FailedPreconditionError(
          "speaks `as_voice`, and this notification has none");
    }
    if (VoiceSender(plan_, phone).empty()) {
      return absl::FailedPreconditionError(
          "needs a number to call from, and neither its configuration nor this "
          "notification has one");
    }
    return absl::OkStatus();
  }

  Prepared Prepare(const v1::Notification& notification,
                   const AttemptContext&) const override {
    if (auto refusal = RefuseContent(notification.phone())) {
      return {.refusal = *std::move(refusal)};
    }
    return {.request = ToProviderRequest(
                BuildMessagingRequest(plan_, notification.phone()))};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    if (auto refusal = RefuseContent(notification.phone())) {
      co_return *std::move(refusal);
    }
    HttpRequest request = BuildMessagingRequest(plan_, notification.phone());
    AddTraceHeader(context.traceparent, request);
    const HttpResult result = co_await client_.Send(request, context.deadline);
    co_return InterpretMessagingAnswer(result, clock_.WallNow());
  }

 private:
  const MessagingPlan plan_;
  HttpClient& client_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<Provider> MakeTwilioMessagingProvider(
    const v1::TwilioMessagingProvider& config, const Secrets& secrets,
    HttpClient& client, const Clock& clock, FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  MessagingPlan plan = CompileMessagingPlan(config, secrets, violations);
  if (violations.all().size() != before) return nullptr;
  return std::make_unique<TwilioMessagingProvider>(std::move(plan), client,
                                                   clock);
}

}  // namespace herald
