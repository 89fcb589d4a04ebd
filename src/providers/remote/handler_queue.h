// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <thread>
#include <unordered_set>

namespace herald {

class HandlerEvent;

// Where an I/O thread's calls to handlers complete: one of gRPC's completion
// queues, with a thread that waits there and wakes the coroutines on the I/O
// thread. The thread begins with the first call, so that whoever has no remote
// handler has none.
class HandlerQueue {
 public:
  explicit HandlerQueue(boost::asio::any_io_executor executor);
  HandlerQueue(const HandlerQueue&) = delete;
  HandlerQueue& operator=(const HandlerQueue&) = delete;

  // Cancels what is under way and waits for its end. The I/O thread has ended;
  // its context has not been destroyed yet.
  ~HandlerQueue();

  // To be called on the I/O thread.
  grpc::CompletionQueue* get();

 private:
  friend class HandlerEvent;

  const boost::asio::any_io_executor executor_;
  std::unique_ptr<grpc::CompletionQueue> queue_;
  std::thread thread_;
  std::unordered_set<HandlerEvent*> under_way_;
};

// Something that a coroutine awaits from a HandlerQueue, and its tag there.
// Lives in that coroutine, on the I/O thread.
class HandlerEvent {
 public:
  // `call`, if there is one, is cancelled when the queue ends.
  HandlerEvent(HandlerQueue& queue, grpc::ClientContext* call);
  ~HandlerEvent();
  HandlerEvent(const HandlerEvent&) = delete;
  HandlerEvent& operator=(const HandlerEvent&) = delete;

  // Returns once it has happened. Its operation has been begun before.
  boost::asio::awaitable<void> Happened();

 private:
  friend class HandlerQueue;

  // Called on the queue's thread.
  void Happen();

  HandlerQueue& queue_;
  grpc::ClientContext* const call_;

  bool is_over_ = false;

  // Never fires; cancelled to wake the coroutine.
  boost::asio::steady_timer timer_;
};

}  // namespace herald
