// SPDX-License-Identifier: Apache-2.0
#include "queue/call_queue.h"

#include <utility>

#include <grpcpp/completion_queue.h>

namespace herald {

CallQueue::CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue)
    : queue_(std::move(queue)) {}

CallQueue::~CallQueue() {
  queue_->Shutdown();
  if (!thread_.joinable()) Start();
  thread_.join();
}

void CallQueue::Start() {
  thread_ = std::thread([this] {
    void* tag = nullptr;
    bool is_ok = false;
    while (queue_->Next(&tag, &is_ok)) static_cast<Event*>(tag)->Happen(is_ok);
  });
}

void CallQueue::AwaitRelease() {
  while (const int holds = holds_) holds_.wait(holds);
}

}  // namespace herald
