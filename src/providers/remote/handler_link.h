// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/alarm.h"
#include "http/connector.h"
#include "http/http2_connection.h"
#include "http/http_client_options.h"
#include "http/waiters.h"
#include "providers/remote/handler_address.h"
#include "providers/remote/handler_call.h"
#include "providers/remote/handler_tls.h"
#include "providers/remote/health_watch.h"

namespace herald {

// The connection of one I/O thread to one handler. It is made with the first
// call, kept, and made anew with the next call when it has broken; the
// handler's health is watched over it. The I/O threads share none, as they
// share nothing else.
class HandlerLink : public std::enable_shared_from_this<HandlerLink> {
 public:
  // What became of waiting for the handler.
  enum class State { kReady, kUnreachable, kNoTime };

  HandlerLink(const boost::asio::any_io_executor& executor,
              HandlerAddress address, HandlerTls tls);

  // Whether there is a connection to a healthy handler.
  bool is_ready() const {
    return phase_ == Phase::kServing && connection_->is_open();
  }

  // Waits for that. Nothing has been sent so far, whatever comes of it. Does
  // not wait for the next try once one has failed.
  boost::asio::awaitable<State> BecomeReady(
      std::chrono::steady_clock::time_point deadline);

  // Why it is unreachable, in words.
  const std::string& reason() const { return reason_; }

  // Begins the call, once ready.
  void Begin(HandlerCall& call, std::string body, std::string_view traceparent,
             std::chrono::steady_clock::time_point deadline);

  // Hears that the call has waited in vain until its deadline. If that was not
  // short and nothing at all came meanwhile, the connection may be dead, and
  // the next call makes another.
  void GiveUpOn(const HandlerCall& call);

  // Ends the connection with the last call that is under way, and makes no
  // more.
  void Close();

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Shared = std::shared_ptr<HandlerLink>;
  enum class Phase { kIdle, kConnecting, kServing, kNotServing };

  static boost::asio::awaitable<void> Connect(Shared self);
  boost::asio::awaitable<Connected> OpenStream(const HttpOrigin& origin);
  void Watch();
  void Take(HandlerHealth health, std::string_view reason);
  void Lose(std::string reason);
  void Become(Phase phase);

  std::vector<Http2Field> FieldsOf(std::string_view path) const;

  const boost::asio::any_io_executor executor_;
  const HandlerAddress address_;
  const HttpOrigin secured_;
  const std::string authority_;
  const std::vector<Http2Field> fields_;
  const HttpClientOptions options_;
  const std::shared_ptr<AlarmClock> clock_;
  Connector connector_;

  Phase phase_ = Phase::kIdle;
  Waiters waiters_;
  std::shared_ptr<Http2Connection> connection_;
  std::unique_ptr<HealthWatch> watch_;

  // Rings when a new connection has not told its health in time.
  Alarm patience_;

  // Not before that is the next connection tried, and how long after a failure.
  TimePoint retry_at_;
  std::chrono::milliseconds backoff_;

  std::string reason_;
  bool is_closed_ = false;
};

}  // namespace herald
