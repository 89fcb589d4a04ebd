// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/remote_provider.h"

#include <utility>

#include "absl/time/time.h"
#include "delivery/attempt.h"
#include "liquid/utf8.h"
#include "providers/carried_channels.h"
#include "providers/named_template.h"
#include "providers/remote/handler_address.h"
#include "providers/remote/handler_channel.h"
#include "providers/remote/handler_credentials.h"
#include "providers/remote/verdict.h"
#include "providers/variable_name.h"

namespace herald {
namespace {

using Request = v1::HandleNotificationRequest;

constexpr int kDefaultMaxCallsInFlight = 1000;

// Everything of the configuration that attempts need; immutable.
struct RemotePlan {
  CarriedChannels channels;

  // The parts that all requests share.
  Request prototype;
  int max_calls_in_flight = kDefaultMaxCallsInFlight;
};

// Counts a call while it lives.
class CallInFlight {
 public:
  explicit CallInFlight(int& count) : count_(count) { ++count_; }
  CallInFlight(const CallInFlight&) = delete;
  CallInFlight& operator=(const CallInFlight&) = delete;
  ~CallInFlight() { --count_; }

 private:
  int& count_;
};

v1::Attempt NotReached(HandlerChannel::State state) {
  if (state == HandlerChannel::State::kNoTime) {
    return Retry(v1::SCOPE_DEADLINE, "NO_TIME",
                 "the deadline was over before the handler was reached");
  }
  return Retry(v1::SCOPE_TRANSPORT, "HANDLER_UNREACHABLE",
               "the handler cannot be reached, or says that it does not serve");
}

class RemoteProvider : public Provider {
 public:
  RemoteProvider(RemotePlan plan, std::unique_ptr<HandlerChannel> channel,
                 const Clock& clock)
      : plan_(std::move(plan)), channel_(std::move(channel)), clock_(clock) {}

  absl::Status CanCarry(const v1::Notification& notification) const override {
    return plan_.channels.CanCarry(notification);
  }

  Prepared Prepare(const v1::Notification&,
                   const AttemptContext&) const override {
    return {};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    using State = HandlerChannel::State;
    if (calls_in_flight_ >= plan_.max_calls_in_flight) {
      co_return Retry(v1::SCOPE_PROVIDER, "HANDLER_BUSY",
                      "max_calls_in_flight calls are at the handler already");
    }
    const CallInFlight call(calls_in_flight_);
    const State state = co_await channel_->BecomeReady(context.deadline);
    if (state != State::kReady) co_return NotReached(state);
    const Request request = RequestFor(notification, context);
    const HandlerChannel::Reply reply =
        co_await channel_->Call(request, context.traceparent, context.deadline);
    if (reply.status.ok()) co_return InterpretVerdict(reply.response);
    co_return InterpretHandlerError(
        {.code = static_cast<int>(reply.status.error_code()),
         .message = reply.status.error_message(),
         .says_not_sent = reply.says_not_sent});
  }

 private:
  Request RequestFor(const v1::Notification& notification,
                     const AttemptContext& context) const {
    Request request = plan_.prototype;
    *request.mutable_notification() = notification;
    request.set_attempt(context.number);
    request.set_request_id(std::string(context.request_id));
    request.set_idempotency_key(context.idempotency_key);
    const absl::Time deadline =
        clock_.WallNow() + absl::FromChrono(context.deadline - clock_.Now());
    const std::int64_t nanos = absl::ToUnixNanos(deadline);
    request.mutable_deadline_time()->set_seconds(nanos / 1'000'000'000);
    request.mutable_deadline_time()->set_nanos(
        static_cast<std::int32_t>(nanos % 1'000'000'000));
    return request;
  }

  const RemotePlan plan_;
  const std::unique_ptr<HandlerChannel> channel_;
  const Clock& clock_;
  int calls_in_flight_ = 0;
};

HandlerAddress CheckAddress(const v1::RemoteProvider& config,
                            FieldViolations& violations) {
  const auto address = ParseHandlerAddress(config.address());
  if (!address.has_value()) {
    violations.Add("address",
                   "must be HOST:PORT, such as handler.example.com:50052 or "
                   "[::1]:50052, or unix: and an absolute path, such as "
                   "unix:/run/handler.sock");
    return {};
  }
  if (address->is_socket && config.has_tls()) {
    violations.Add("tls", "must not be given with a Unix socket");
  }
  if (!address->is_local && !config.has_tls() && !config.allow_plaintext()) {
    violations.Add("address",
                   "is not on this machine: give tls, or set allow_plaintext "
                   "if the way there is trusted");
  }
  return *address;
}

RemotePlan MakePlan(const std::string& name, const v1::RemoteProvider& config,
                    const Secrets& secrets, FieldViolations& violations) {
  RemotePlan plan;
  plan.channels = CarriedChannels(config.channels(), violations);
  plan.prototype.set_provider(name);
  if (config.has_configuration()) {
    *plan.prototype.mutable_configuration() = config.configuration();
  }
  for (const auto& [secret_name, secret] : config.secrets()) {
    CheckVariableName("secrets", secret_name, violations);
    const std::string& value = secrets.Get(secret);
    if (!liquid::IsValidUtf8(value)) {
      violations.Add(FieldOf("secrets", secret_name),
                     "must be text in UTF-8 to be passed to a handler");
    }
    (*plan.prototype.mutable_secrets())[secret_name] = value;
  }
  if (config.max_calls_in_flight() != 0) {
    plan.max_calls_in_flight = config.max_calls_in_flight();
  }
  return plan;
}

}  // namespace

std::unique_ptr<Provider> MakeRemoteProvider(const std::string& name,
                                             const v1::RemoteProvider& config,
                                             const Secrets& secrets,
                                             HandlerCalls& calls,
                                             const Clock& clock,
                                             FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  const HandlerAddress address = CheckAddress(config, violations);
  const auto credentials = MakeHandlerCredentials(config, violations);
  RemotePlan plan = MakePlan(name, config, secrets, violations);
  if (violations.all().size() != before) return nullptr;
  auto channel = std::make_unique<HandlerChannel>(
      address, credentials, config.tls().server_name(), calls);
  return std::make_unique<RemoteProvider>(std::move(plan), std::move(channel),
                                          clock);
}

}  // namespace herald
