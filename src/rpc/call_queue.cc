// SPDX-License-Identifier: Apache-2.0
#include "rpc/call_queue.h"

namespace herald {

CallQueue::~CallQueue() {
  while (const int holds = holds_) holds_.wait(holds);
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

}  // namespace herald
