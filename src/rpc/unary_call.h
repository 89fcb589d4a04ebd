// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/server_context.h>
#include <grpcpp/support/async_unary_call.h>

#include <functional>
#include <memory>

#include "rpc/call_queue.h"
#include "rpc/reply.h"

namespace herald {

// A method that takes one request and answers it once.
template <typename Request, typename Response>
struct UnaryMethod {
  // Awaits the next call: a generated service's Request... function.
  std::function<void(grpc::ServerContext*, Request*,
                     grpc::ServerAsyncResponseWriter<Response>*,
                     grpc::CompletionQueue*, grpc::ServerCompletionQueue*,
                     void* tag)>
      await;

  // Begins the work on a call, on the thread of its queue, and may move the
  // request away. The context is there until this returns.
  std::function<void(const grpc::ServerContext&, Request&, Reply<Response>)>
      handle;
};

// The bridge between gRPC and what Herald does: one call, which owns itself
// from when it is awaited to its last event.
template <typename Request, typename Response>
class UnaryCall {
 public:
  using Method = UnaryMethod<Request, Response>;

  // Waits for the next call of the method, has it handled, and has another
  // object wait for the one after it. Both arguments outlive all calls.
  static void Await(const Method& method, CallQueue& queue) {
    auto* call = new UnaryCall(method, queue);
    method.await(&call->context_, &call->request_, &call->writer_, queue.get(),
                 queue.get(), &call->begin_);
  }

 private:
  UnaryCall(const Method& method, CallQueue& queue)
      : method_(method), hold_(queue) {
    context_.AsyncNotifyWhenDone(&end_);
  }

  // It has come; not ok: no more will.
  void Begin(bool is_ok) {
    if (!is_ok) {
      delete this;
      return;
    }
    Await(method_, hold_.queue());
    method_.handle(context_, request_, reply());
  }

  // The answer has left, or never will.
  void Answered(bool) { DeleteAfterLastEvent(); }

  // The call is over. If it was cancelled, the caller went away, or the
  // server's grace is over: the call ends, while the work on it may go on.
  void End(bool) {
    if (context_.IsCancelled()) {
      state_->caller_gone = true;
      reply().Refuse(grpc::Status::CANCELLED);
    }
    DeleteAfterLastEvent();
  }

  Reply<Response> reply() { return {writer_, answered_, state_}; }

  void DeleteAfterLastEvent() {
    if (--events_left_ == 0) delete this;
  }

  const Method& method_;
  const CallQueue::Hold hold_;
  grpc::ServerContext context_;
  Request request_;
  grpc::ServerAsyncResponseWriter<Response> writer_{&context_};
  CallQueue::EventOf<UnaryCall, &UnaryCall::Begin> begin_{*this};
  CallQueue::EventOf<UnaryCall, &UnaryCall::Answered> answered_{*this};
  CallQueue::EventOf<UnaryCall, &UnaryCall::End> end_{*this};
  int events_left_ = 2;  // `answered_` and `end_`, once it has begun.
  const std::shared_ptr<CallState> state_ = std::make_shared<CallState>();
};

// Takes the method's calls that come by this queue, from now on. Both outlive
// the calls.
template <typename Request, typename Response>
void AwaitCalls(const UnaryMethod<Request, Response>& method,
                CallQueue& queue) {
  UnaryCall<Request, Response>::Await(method, queue);
}

}  // namespace herald
