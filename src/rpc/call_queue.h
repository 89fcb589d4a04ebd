// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/completion_queue.h>

#include <atomic>
#include <memory>
#include <thread>

namespace herald {

// One of gRPC's completion queues, with the thread that waits for what happens
// there. Faster than gRPC's callbacks, which take two more threads for a call;
// and a single method with callbacks brings these threads to all calls.
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

  // An event that a member function of its owner handles.
  template <typename Owner, void (Owner::*kHandler)(bool)>
  class EventOf : public Event {
   public:
    explicit EventOf(Owner& owner) : owner_(owner) {}
    void Happen(bool is_ok) override { (owner_.*kHandler)(is_ok); }

   private:
    Owner& owner_;
  };

  // Keeps the queue from ending. Each call has one, from when it is awaited:
  // nothing may be begun at a queue that has ended.
  class Hold {
   public:
    explicit Hold(CallQueue& queue) : queue_(queue) { ++queue.holds_; }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() {
      if (--queue_.holds_ == 0) queue_.holds_.notify_all();
    }

    CallQueue& queue() const { return queue_; }

   private:
    CallQueue& queue_;
  };

  explicit CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue)
      : queue_(std::move(queue)) {}
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  // Waits for the last calls to end. The server has been shut down, which
  // cancels them.
  ~CallQueue();

  grpc::ServerCompletionQueue* get() { return queue_.get(); }

  // To be called once, when the server has been built.
  void Start();

 private:
  const std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::atomic<int> holds_ = 0;
  std::thread thread_;
};

}  // namespace herald
