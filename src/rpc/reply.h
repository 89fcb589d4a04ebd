// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/support/async_unary_call.h>

#include <atomic>
#include <memory>

#include "rpc/call_queue.h"

namespace herald {

// What a call shares with whoever works on it. Whoever sets `is_answered`
// first may touch the call; nobody else may, for it can be gone by then.
struct CallState {
  // Nobody waits for the answer any more.
  std::atomic<bool> caller_gone = false;

  std::atomic<bool> is_answered = false;
};

// How a call is answered, once, from any thread. It may outlive the call; then
// an answer goes nowhere.
template <typename Response>
class Reply {
 public:
  // Touches `writer` and `answered` only if the call is still there.
  Reply(grpc::ServerAsyncResponseWriter<Response>& writer,
        CallQueue::Event& answered, std::shared_ptr<CallState> state)
      : writer_(&writer), answered_(&answered), state_(std::move(state)) {}

  // What comes second is ignored. The call may be gone when these return.
  void Send(const Response& response) const {
    if (state_->is_answered.exchange(true)) return;
    writer_->Finish(response, grpc::Status::OK, answered_);
  }

  // The status is not OK.
  void Refuse(const grpc::Status& status) const {
    if (state_->is_answered.exchange(true)) return;
    writer_->FinishWithError(status, answered_);
  }

  // Set once nobody waits. Lives as long as the reply.
  const std::atomic<bool>& caller_gone() const { return state_->caller_gone; }

 private:
  grpc::ServerAsyncResponseWriter<Response>* writer_;
  CallQueue::Event* answered_;
  std::shared_ptr<CallState> state_;
};

}  // namespace herald
