// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_calls.h"

#include <grpcpp/completion_queue.h>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace herald {

HandlerCalls::HandlerCalls(CallQueue& queue,
                           boost::asio::any_io_executor executor)
    : queue_(queue), executor_(std::move(executor)) {}

HandlerCalls::~HandlerCalls() {
  for (const HandlerEvent* event : events_) {
    if (event->call_ != nullptr) event->call_->TryCancel();
  }
  std::unique_lock lock(mutex_);
  has_ended_.wait(lock, [this] { return under_way_ == 0; });
}

grpc::CompletionQueue* HandlerCalls::queue() { return queue_.get(); }

void HandlerCalls::Begin(HandlerEvent& event) {
  events_.insert(&event);
  const std::lock_guard lock(mutex_);
  ++under_way_;
}

void HandlerCalls::End() {
  const std::lock_guard lock(mutex_);
  if (--under_way_ == 0) has_ended_.notify_all();
}

HandlerEvent::HandlerEvent(HandlerCalls& calls, grpc::ClientContext* call)
    : calls_(calls),
      call_(call),
      timer_(calls.executor_, boost::asio::steady_timer::time_point::max()) {
  calls_.Begin(*this);
}

HandlerEvent::~HandlerEvent() {
  // A coroutine that is cut off goes with its context, after the calls.
  if (is_over_) calls_.events_.erase(this);
}

boost::asio::awaitable<void> HandlerEvent::Happened() {
  boost::system::error_code error;
  while (!is_over_) {
    co_await timer_.async_wait(
        boost::asio::redirect_error(boost::asio::use_awaitable, error));
  }
}

void HandlerEvent::Happen(bool) {
  // The coroutine may go on, and this with it, before this function ends.
  HandlerCalls& calls = calls_;
  boost::asio::post(timer_.get_executor(), [this] {
    is_over_ = true;
    timer_.cancel();
  });
  calls.End();
}

}  // namespace herald
