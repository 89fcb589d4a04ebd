// SPDX-License-Identifier: Apache-2.0
#include "providers/http/http_provider.h"

#include <utility>

#include <set>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "delivery/attempt.h"
#include "delivery/notification_variables.h"
#include "providers/http/answer_rules.h"
#include "providers/http/http_request.h"
#include "providers/provider_request.h"
#include "providers/trace_header.h"

namespace herald {
namespace {

// Everything of the configuration that attempts need; immutable.
struct HttpPlan {
  // Empty for all.
  std::set<v1::Channel> channels;
  SecretVariables secrets;
  HttpRequestPlan request;
  AnswerRules answer;
};

v1::Channel ChannelOf(const v1::Notification& notification) {
  if (notification.has_email()) return v1::CHANNEL_EMAIL;
  return notification.phone().delivery_method() == v1::DELIVERY_METHOD_VOICE
             ? v1::CHANNEL_VOICE
             : v1::CHANNEL_SMS;
}

const char* CannotCarry(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_EMAIL:
      return "cannot carry email";
    case v1::CHANNEL_VOICE:
      return "cannot carry voice calls";
    default:
      return "cannot carry text messages";
  }
}

class HttpProvider : public Provider {
 public:
  HttpProvider(HttpPlan plan, HttpClient& client, const Clock& clock)
      : plan_(std::move(plan)), client_(client), clock_(clock) {}

  absl::Status CanCarry(const v1::Notification& notification) const override {
    const v1::Channel channel = ChannelOf(notification);
    if (plan_.channels.empty() || plan_.channels.contains(channel)) {
      return absl::OkStatus();
    }
    return absl::FailedPreconditionError(CannotCarry(channel));
  }

  Prepared Prepare(const v1::Notification& notification,
                   const AttemptContext& context) const override {
    const NotificationVariables variables(notification, context.request_id,
                                          &plan_.secrets,
                                          context.idempotency_key);
    const auto request = BuildHttpRequest(plan_.request, variables);
    if (!request.ok()) return {.refusal = InvalidRequest(request.status())};
    return {.request = ToProviderRequest(*request)};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    const NotificationVariables variables(notification, context.request_id,
                                          &plan_.secrets,
                                          context.idempotency_key);
    auto request = BuildHttpRequest(plan_.request, variables);
    if (!request.ok()) co_return InvalidRequest(request.status());
    AddTraceHeader(context.traceparent, *request);
    const HttpResult result = co_await client_.Send(*request, context.deadline);
    co_return InterpretHttpAnswer(plan_.answer, result, variables,
                                  clock_.WallNow());
  }

 private:
  static v1::Attempt InvalidRequest(const absl::Status& status) {
    return Dropped(v1::SCOPE_CONTENT, "INVALID_REQUEST",
                   std::string(status.message()));
  }

  const HttpPlan plan_;
  HttpClient& client_;
  const Clock& clock_;
};

std::set<v1::Channel> CheckChannels(const v1::HttpProvider& config,
                                    FieldViolations& violations) {
  std::set<v1::Channel> channels;
  for (int i = 0; i < config.channels_size(); ++i) {
    const v1::Channel channel = config.channels(i);
    if (channel == v1::CHANNEL_UNSPECIFIED || !v1::Channel_IsValid(channel)) {
      violations.Add("channels[" + std::to_string(i) + "]",
                     "must be one of email, sms, voice");
    }
    channels.insert(channel);
  }
  return channels;
}

bool IsSecretName(std::string_view name) {
  if (name.empty() || name.size() > 63) return false;
  if (!absl::ascii_isalpha(name.front()) && name.front() != '_') return false;
  return name.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
             "0123456789_") == name.npos;
}

}  // namespace

std::unique_ptr<Provider> MakeHttpProvider(const v1::HttpProvider& config,
                                           const Secrets& secrets,
                                           HttpClient& client,
                                           const Clock& clock,
                                           FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  HttpPlan plan;
  plan.channels = CheckChannels(config, violations);
  for (const auto& [name, secret] : config.secrets()) {
    if (!IsSecretName(name)) {
      violations.Add(FieldOf("secrets", name),
                     "must be at most 63 letters, digits and underscores, not "
                     "beginning with a digit");
    }
    plan.secrets.Put(name, secrets.Get(secret));
  }
  plan.request = CompileHttpRequest(config, secrets, violations);
  plan.answer = CompileAnswerRules(config, violations);
  if (violations.all().size() != before) return nullptr;
  return std::make_unique<HttpProvider>(std::move(plan), client, clock);
}

}  // namespace herald
