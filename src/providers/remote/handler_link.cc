// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <span>

namespace herald {

namespace asio = boost::asio;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kPath =
    "/herald.v1.NotificationHandlerService/HandleNotification";

// How long a handler may take to be connected with, and then to tell its
// health.
constexpr milliseconds kPatience(3'000);

// After that long without a byte a connection may be dead.
constexpr milliseconds kSilence(1'000);

constexpr milliseconds kFirstBackoff(100);
constexpr milliseconds kMaxBackoff(2'000);

HttpOrigin SecuredOrigin(const HandlerAddress& address, const HandlerTls& tls) {
  return {tls.context != nullptr, tls.server_name, address.port,
          tls.certificate};
}

// The field `grpc-timeout`, which has room for eight digits.
std::string TimeoutOf(steady_clock::duration left) {
  const auto milliseconds_left = std::chrono::ceil<milliseconds>(left).count();
  if (milliseconds_left <= 99'999'999) {
    return fmt::format("{}m", std::max<long>(milliseconds_left, 1));
  }
  return fmt::format("{}S", std::min(milliseconds_left / 1000, 99'999'999L));
}

}  // namespace

HandlerLink::HandlerLink(const asio::any_io_executor& executor,
                         HandlerAddress address, HandlerTls tls)
    : executor_(executor),
      address_(std::move(address)),
      secured_(SecuredOrigin(address_, tls)),
      authority_(secured_.is_tls && tls.server_name != address_.host
                     ? tls.server_name
                     : address_.authority),
      fields_(FieldsOf(kPath)),
      options_{.connect_timeout = kPatience, .tls_timeout = kPatience},
      clock_(std::make_shared<AlarmClock>(executor)),
      connector_(executor, options_, *clock_, std::move(tls.context)),
      patience_(*clock_, [this] { Lose("it does not tell its health"); }),
      backoff_(kFirstBackoff) {}

asio::awaitable<HandlerLink::State> HandlerLink::BecomeReady(
    TimePoint deadline) {
  const TimePoint now = steady_clock::now();
  if (now >= deadline) co_return State::kNoTime;
  if (is_ready()) co_return State::kReady;
  if (connection_ != nullptr && !connection_->is_open()) {
    Lose("the connection has ended");
  }
  if (phase_ == Phase::kIdle) {
    if (now < retry_at_ || is_closed_) co_return State::kUnreachable;
    Become(Phase::kConnecting);
    asio::co_spawn(executor_, Connect(shared_from_this()), asio::detached);
  }
  if (phase_ == Phase::kConnecting) {
    const bool is_in_time = co_await waiters_.Wait(deadline);
    if (!is_in_time) co_return State::kNoTime;
  }
  co_return is_ready() ? State::kReady : State::kUnreachable;
}

void HandlerLink::Begin(HandlerCall& call, std::string body,
                        std::string_view traceparent, TimePoint deadline) {
  const std::string timeout = TimeoutOf(deadline - steady_clock::now());
  const std::array<Http2Field, 2> own = {
      {{"grpc-timeout", timeout}, {"traceparent", traceparent}}};
  connection_->Begin(call, fields_,
                     std::span(own).first(traceparent.empty() ? 1 : 2),
                     std::move(body));
}

std::vector<Http2Field> HandlerLink::FieldsOf(std::string_view path) const {
  return {{":method", "POST"},
          {":scheme", secured_.is_tls ? "https" : "http"},
          {":path", path},
          {":authority", authority_},
          {"te", "trailers"},
          {"content-type", "application/grpc"},
          {"user-agent", "herald/" HERALD_VERSION}};
}

asio::awaitable<void> HandlerLink::Connect(Shared self) {
  const HttpOrigin origin = {false, self->address_.host, self->address_.port};
  Connected connected = co_await self->OpenStream(origin);
  if (connected.stream == nullptr || self->is_closed_) {
    self->Lose(connected.reason);
    co_return;
  }
  self->connection_ = Http2Connection::Open(self->executor_, self->clock_,
                                            std::move(connected.stream));
  self->Watch();
}

asio::awaitable<Connected> HandlerLink::OpenStream(const HttpOrigin& origin) {
  const TimePoint deadline = steady_clock::now() + 2 * kPatience;
  if (address_.socket.empty()) {
    Connected connected = co_await connector_.Connect(origin, deadline);
    if (connected.stream == nullptr || !secured_.is_tls) co_return connected;
    co_return co_await connector_.SecureStream(std::move(connected.stream),
                                               secured_, deadline);
  }
  Connected connected;
  const asio::generic::stream_protocol::endpoint endpoint(
      asio::local::stream_protocol::endpoint(address_.socket));
  auto stream = std::make_unique<ByteStream>(executor_, *clock_);
  stream->ExpireAt(steady_clock::now() + kPatience);
  const StreamStep step = co_await stream->Connect(endpoint);
  if (step == StreamStep::kDone) {
    connected.stream = std::move(stream);
  } else {
    connected.reason = step == StreamStep::kExpired
                           ? "no connection in time"
                           : "no connection: " + stream->reason();
  }
  co_return connected;
}

void HandlerLink::Watch() {
  watch_ = std::make_unique<HealthWatch>(
      [this](HandlerHealth health, std::string_view reason) {
        Take(health, reason);
      });
  patience_.Set(steady_clock::now() + kPatience);
  connection_->Begin(*watch_, FieldsOf(HealthWatch::kPath), {}, NewGrpcBody(0));
}

void HandlerLink::Take(HandlerHealth health, std::string_view reason) {
  patience_.Clear();
  switch (health) {
    case HandlerHealth::kServing:
      backoff_ = kFirstBackoff;
      return Become(Phase::kServing);
    case HandlerHealth::kNotServing:
      reason_ = reason;
      return Become(Phase::kNotServing);
    case HandlerHealth::kLost:
      return Lose(std::string(reason));
  }
}

void HandlerLink::Lose(std::string reason) {
  reason_ = std::move(reason);
  if (watch_ != nullptr) watch_->Cancel();
  if (connection_ != nullptr) connection_->Close();
  connection_ = nullptr;
  patience_.Clear();
  if (phase_ == Phase::kServing) {
    retry_at_ = {};
  } else {
    retry_at_ = steady_clock::now() + backoff_;
    backoff_ = std::min(2 * backoff_, kMaxBackoff);
  }
  Become(Phase::kIdle);
}

void HandlerLink::Become(Phase phase) {
  phase_ = phase;
  if (phase != Phase::kConnecting) waiters_.WakeAll();
}

void HandlerLink::GiveUpOn(const HandlerCall& call) {
  const bool is_long = call.age() >= kSilence;
  if (is_long && connection_ != nullptr && connection_->IsSilentFor(call)) {
    Lose("the connection fell silent");
  }
}

void HandlerLink::Close() {
  is_closed_ = true;
  connector_.Close();
  Lose("the provider has ended");
}

}  // namespace herald
