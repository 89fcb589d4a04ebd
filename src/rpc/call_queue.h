// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/completion_queue.h>

#include <memory>
#include <thread>

namespace herald {

// One of gRPC's completion queues, with the thread that waits for what happens
// there. Faster than gRPC's callbacks, which take two more threads for a call.
class CallQueue {
 public:
  // What the tags of the queue point to.
  class Event {
   public:
    virtual ~Event() = default;

    // It has happened, or, if not `is_ok`, will not. Called on the queue's
    // thread; may destroy the event.
    virtual void Happen(bool is_ok) = 0;
  };

  explicit CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue)
      : queue_(std::move(queue)) {}
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  // Lets the last events happen. The server has been shut down.
  ~CallQueue();

  grpc::ServerCompletionQueue* get() { return queue_.get(); }

  // To be called once, when the server has been built.
  void Start();

 private:
  const std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::thread thread_;
};

}  // namespace herald
