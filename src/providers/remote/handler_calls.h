// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/client_context.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <mutex>
#include <unordered_set>

#include "queue/call_queue.h"

namespace herald {

class HandlerEvent;

// The calls of one I/O thread to handlers. They complete at a queue that others
// use too, whose thread wakes the coroutines on the I/O thread.
class HandlerCalls {
 public:
  // The queue outlives this; `executor` is the I/O thread's.
  HandlerCalls(CallQueue& queue, boost::asio::any_io_executor executor);
  HandlerCalls(const HandlerCalls&) = delete;
  HandlerCalls& operator=(const HandlerCalls&) = delete;

  // Cancels what is under way and waits for its end. The I/O thread has ended;
  // its context has not been destroyed yet.
  ~HandlerCalls();

  grpc::CompletionQueue* queue();

 private:
  friend class HandlerEvent;

  // From when it is made until it has happened.
  void Begin(HandlerEvent& event);
  void End();

  CallQueue& queue_;
  const boost::asio::any_io_executor executor_;

  // The I/O thread's own.
  std::unordered_set<HandlerEvent*> events_;

  // How many have not happened yet.
  std::mutex mutex_;
  int under_way_ = 0;
  std::condition_variable has_ended_;
};

// Something that a coroutine awaits from gRPC, and its tag at the queue. Lives
// in that coroutine, on the I/O thread.
class HandlerEvent : public CallQueue::Event {
 public:
  // `call`, if there is one, is cancelled when the I/O thread's calls end.
  HandlerEvent(HandlerCalls& calls, grpc::ClientContext* call);
  ~HandlerEvent() override;
  HandlerEvent(const HandlerEvent&) = delete;
  HandlerEvent& operator=(const HandlerEvent&) = delete;

  // Returns once it has happened. Its operation has been begun before.
  boost::asio::awaitable<void> Happened();

 private:
  friend class HandlerCalls;

  void Happen(bool is_ok) override;

  HandlerCalls& calls_;
  grpc::ClientContext* const call_;

  bool is_over_ = false;

  // Never fires; cancelled to wake the coroutine.
  boost::asio::steady_timer timer_;
};

}  // namespace herald
