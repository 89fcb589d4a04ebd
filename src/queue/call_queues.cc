// SPDX-License-Identifier: Apache-2.0
#include "queue/call_queues.h"

#include <grpcpp/server_builder.h>

namespace herald {
namespace {

// A queue's thread does less than half of what an I/O thread does for a call.
// More than needed would cost: one of them polls for all, and when it leaves
// with an event, it wakes another one to poll.
constexpr std::size_t kThreadsPerQueue = 2;

}  // namespace

CallQueues::CallQueues(std::size_t io_threads)
    : builder_(std::make_unique<grpc::ServerBuilder>()) {
  for (std::size_t i = 0; i < io_threads; i += kThreadsPerQueue) {
    queues_.push_back(
        std::make_unique<CallQueue>(builder_->AddCompletionQueue()));
  }
}

CallQueues::~CallQueues() = default;

CallQueue& CallQueues::OfThread(std::size_t number) {
  return *queues_.at(number / kThreadsPerQueue);
}

void CallQueues::Start() {
  for (const auto& queue : queues_) queue->Start();
}

}  // namespace herald
