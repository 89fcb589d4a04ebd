// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/twilio_verify_provider.h"

#include <utility>

#include <string>

#include "delivery/attempt.h"
#include "delivery/notification_variables.h"
#include "providers/provider_request.h"
#include "providers/trace_header.h"
#include "providers/twilio_verify/verify_answer.h"
#include "providers/twilio_verify/verify_request.h"

namespace herald {
namespace {

constexpr std::size_t kMinCodeLength = 4;
constexpr std::size_t kMaxCodeLength = 10;

v1::Attempt InvalidRequest(const absl::Status& status) {
  return Dropped(v1::SCOPE_CONTENT, "INVALID_REQUEST",
                 std::string(status.message()));
}

class TwilioVerifyProvider : public Provider {
 public:
  TwilioVerifyProvider(VerifyPlan plan, HttpClient& client, const Clock& clock)
      : plan_(std::move(plan)), client_(client), clock_(clock) {}

  absl::Status CanCarry(const v1::Notification& notification) const override {
    if (!notification.has_phone()) {
      return absl::FailedPreconditionError("cannot carry email");
    }
    if (notification.phone().code().empty()) {
      return absl::FailedPreconditionError(
          "carries one-time codes only, and this notification has none");
    }
    return absl::OkStatus();
  }

  Prepared Prepare(const v1::Notification& notification,
                   const AttemptContext& context) const override {
    if (auto refusal = CheckCode(notification)) {
      return {.refusal = *std::move(refusal)};
    }
    const auto request = Build(notification, context);
    if (!request.ok()) return {.refusal = InvalidRequest(request.status())};
    return {.request = ToProviderRequest(*request)};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    if (auto refusal = CheckCode(notification)) co_return *std::move(refusal);
    auto request = Build(notification, context);
    if (!request.ok()) co_return InvalidRequest(request.status());
    AddTraceHeader(context.traceparent, *request);
    const HttpResult result = co_await client_.Send(*request, context.deadline);
    co_return InterpretVerifyAnswer(result, clock_.WallNow());
  }

 private:
  absl::StatusOr<HttpRequest> Build(const v1::Notification& notification,
                                    const AttemptContext& context) const {
    const NotificationVariables variables(notification, context.request_id,
                                          nullptr, context.idempotency_key);
    return BuildVerifyRequest(plan_, notification, variables);
  }

  static std::optional<v1::Attempt> CheckCode(
      const v1::Notification& notification) {
    const std::size_t length = notification.phone().code().size();
    if (length >= kMinCodeLength && length <= kMaxCodeLength) return {};
    return Dropped(v1::SCOPE_CONTENT, "INVALID_CODE",
                   "Twilio Verify takes codes of 4 to 10 characters");
  }

  const VerifyPlan plan_;
  HttpClient& client_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<Provider> MakeTwilioVerifyProvider(
    const v1::TwilioVerifyProvider& config, const Secrets& secrets,
    HttpClient& client, const Clock& clock, FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  VerifyPlan plan = CompileVerifyPlan(config, secrets, violations);
  if (violations.all().size() != before) return nullptr;
  return std::make_unique<TwilioVerifyProvider>(std::move(plan), client, clock);
}

}  // namespace herald
