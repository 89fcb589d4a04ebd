// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_queue.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace herald {

HandlerQueue::HandlerQueue(boost::asio::any_io_executor executor)
    : executor_(std::move(executor)) {}

HandlerQueue::~HandlerQueue() {
  if (queue_ == nullptr) return;
  for (const HandlerEvent* event : under_way_) {
    if (event->call_ != nullptr) event->call_->TryCancel();
  }
  queue_->Shutdown();
  thread_.join();
}

grpc::CompletionQueue* HandlerQueue::get() {
  if (queue_ == nullptr) {
    queue_ = std::make_unique<grpc::CompletionQueue>();
    thread_ = std::thread([queue = queue_.get()] {
      void* tag = nullptr;
      bool is_ok = false;
      while (queue->Next(&tag, &is_ok)) {
        static_cast<HandlerEvent*>(tag)->Happen();
      }
    });
  }
  return queue_.get();
}

HandlerEvent::HandlerEvent(HandlerQueue& queue, grpc::ClientContext* call)
    : queue_(queue),
      call_(call),
      timer_(queue.executor_, boost::asio::steady_timer::time_point::max()) {
  queue_.under_way_.insert(this);
}

HandlerEvent::~HandlerEvent() {
  // Without its end a queue would not have ended either, and a coroutine that
  // goes with its context goes after the queue.
  if (is_over_) queue_.under_way_.erase(this);
}

boost::asio::awaitable<void> HandlerEvent::Happened() {
  boost::system::error_code error;
  while (!is_over_) {
    co_await timer_.async_wait(
        boost::asio::redirect_error(boost::asio::use_awaitable, error));
  }
}

void HandlerEvent::Happen() {
  boost::asio::post(timer_.get_executor(), [this] {
    is_over_ = true;
    timer_.cancel();
  });
}

}  // namespace herald
