// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "queue/call_queue.h"

namespace grpc {
class ServerBuilder;
}  // namespace grpc

namespace herald {

// The queues of all calls, those that Herald takes and those that it makes:
// threads that wait at queues of their own would wake each other. There is one
// for every two I/O threads.
class CallQueues {
 public:
  explicit CallQueues(std::size_t io_threads);
  CallQueues(const CallQueues&) = delete;
  CallQueues& operator=(const CallQueues&) = delete;

  // The server has ended, and all calls that were made.
  ~CallQueues();

  // The queue of an I/O thread, by its number.
  CallQueue& OfThread(std::size_t number);

  const std::vector<std::unique_ptr<CallQueue>>& all() const { return queues_; }

  // Builds the server that takes calls by these queues: gRPC has it that a
  // server's queues come from its builder.
  grpc::ServerBuilder& builder() { return *builder_; }

  // Begins to wait at all of them. To be called once, when the server has been
  // built or will not be.
  void Start();

 private:
  const std::unique_ptr<grpc::ServerBuilder> builder_;
  std::vector<std::unique_ptr<CallQueue>> queues_;
};

}  // namespace herald
