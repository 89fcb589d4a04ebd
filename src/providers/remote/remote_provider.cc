// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/remote_provider.h"

#include <utility>

#include <fmt/format.h>

#include "absl/time/time.h"
#include "delivery/attempt.h"
#include "liquid/utf8.h"
#include "providers/carried_channels.h"
#include "providers/named_template.h"
#include "providers/remote/handler_address.h"
#include "providers/remote/handler_link.h"
#include "providers/remote/handler_request.h"
#include "providers/remote/handler_tls.h"
#include "providers/remote/verdict.h"
#include "providers/variable_name.h"

namespace herald {
namespace {

using Request = v1::HandleNotificationRequest;

constexpr int kDefaultMaxCallsInFlight = 1000;

// Everything of the configuration that attempts need; immutable.
struct RemotePlan {
  CarriedChannels channels;

  // The parts that all requests share, encoded.
  std::string common;
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

v1::Attempt NotReached(HandlerLink::State state, const std::string& reason) {
  if (state == HandlerLink::State::kNoTime) {
    return Retry(v1::SCOPE_DEADLINE, "NO_TIME",
                 "the deadline was over before the handler was reached");
  }
  return Retry(v1::SCOPE_TRANSPORT, "HANDLER_UNREACHABLE",
               fmt::format("the handler cannot be reached: {}", reason));
}

class RemoteProvider : public Provider {
 public:
  RemoteProvider(RemotePlan plan, const boost::asio::any_io_executor& executor,
                 std::shared_ptr<HandlerLink> link, const Clock& clock)
      : plan_(std::move(plan)),
        executor_(executor),
        link_(std::move(link)),
        clock_(clock) {}
  ~RemoteProvider() override { link_->Close(); }

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
    using State = HandlerLink::State;
    if (calls_in_flight_ >= plan_.max_calls_in_flight) {
      co_return Retry(v1::SCOPE_PROVIDER, "HANDLER_BUSY",
                      "max_calls_in_flight calls are at the handler already");
    }
    const CallInFlight in_flight(calls_in_flight_);
    if (!link_->is_ready() || clock_.Now() >= context.deadline) {
      const State state = co_await link_->BecomeReady(context.deadline);
      if (state != State::kReady) co_return NotReached(state, link_->reason());
    }
    HandlerCall call(executor_, context.deadline);
    link_->Begin(
        call,
        EncodeHandlerRequest(plan_.common, notification, RequestFor(context)),
        context.traceparent, context.deadline);
    co_await call.Wait();
    if (!call.is_over()) link_->GiveUpOn(call);
    const HandlerReply reply = call.TakeReply();
    if (const auto* error = std::get_if<HandlerError>(&reply)) {
      co_return InterpretHandlerError(*error);
    }
    co_return InterpretVerdict(std::get<v1::HandleNotificationResponse>(reply));
  }

 private:
  Request RequestFor(const AttemptContext& context) const {
    Request request;
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
  const boost::asio::any_io_executor executor_;
  const std::shared_ptr<HandlerLink> link_;
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
  if (!address->socket.empty() && config.has_tls()) {
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
  Request common;
  common.set_provider(name);
  if (config.has_configuration()) {
    *common.mutable_configuration() = config.configuration();
  }
  for (const auto& [secret_name, secret] : config.secrets()) {
    CheckVariableName("secrets", secret_name, violations);
    const std::string& value = secrets.Get(secret);
    if (!liquid::IsValidUtf8(value)) {
      violations.Add(FieldOf("secrets", secret_name),
                     "must be text in UTF-8 to be passed to a handler");
      continue;
    }
    (*common.mutable_secrets())[secret_name] = value;
  }
  plan.common = common.SerializeAsString();
  if (config.max_calls_in_flight() != 0) {
    plan.max_calls_in_flight = config.max_calls_in_flight();
  }
  return plan;
}

}  // namespace

std::unique_ptr<Provider> MakeRemoteProvider(
    const std::string& name, const v1::RemoteProvider& config,
    const Secrets& secrets, const boost::asio::any_io_executor& executor,
    const Clock& clock, FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  const HandlerAddress address = CheckAddress(config, violations);
  HandlerTls tls = MakeHandlerTls(config, address.host, violations);
  RemotePlan plan = MakePlan(name, config, secrets, violations);
  if (violations.all().size() != before) return nullptr;
  auto link = std::make_shared<HandlerLink>(executor, address, std::move(tls));
  return std::make_unique<RemoteProvider>(std::move(plan), executor,
                                          std::move(link), clock);
}

}  // namespace herald
