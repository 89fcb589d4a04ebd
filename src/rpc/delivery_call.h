// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/server_context.h>
#include <grpcpp/support/async_unary_call.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <memory>

#include "herald/v1/notification_service.grpc.pb.h"
#include "rpc/admission.h"
#include "rpc/call_queue.h"
#include "rpc/lane.h"

namespace herald {

class NotificationService;

// The bridge between gRPC and Asio: one DeliverNotification call. It owns
// itself, and goes once gRPC has done with it; the coroutine that does the work
// runs on a lane and owns all that it needs, so that it may outlive the call.
class DeliveryCall {
 public:
  using Request = v1::DeliverNotificationRequest;
  using Response = v1::DeliverNotificationResponse;

  // Waits for the next call of the service, carries it out, and has another
  // object wait for the one after it. Both arguments outlive all calls; what
  // lanes refer to outlives the coroutines.
  static void Await(NotificationService& service, CallQueue& queue);

 private:
  // What happens to a call, on the thread of its queue.
  template <void (DeliveryCall::*kHandler)(bool)>
  class Event : public CallQueue::Event {
   public:
    explicit Event(DeliveryCall& call) : call_(call) {}
    void Happen(bool is_ok) override { (call_.*kHandler)(is_ok); }

   private:
    DeliveryCall& call_;
  };

  // What the call and its coroutine share. Whoever sets `is_finished` first
  // may touch the call; nobody else may, for it can be gone by then.
  struct Shared {
    std::atomic<bool> caller_gone = false;
    std::atomic<bool> is_finished = false;
  };

  DeliveryCall(NotificationService& service, CallQueue& queue);

  // It has come; not ok: no more will.
  void Begin(bool is_ok);

  // The answer has left, or never will.
  void Answered(bool is_ok);

  // The call is over. If it was cancelled, the caller went away, or the
  // server's grace is over: the call ends, while an attempt under way goes on
  // without it.
  void End(bool is_ok);

  void Spawn(Admission::Ticket ticket);
  void Finish(const grpc::Status& status);
  void DeleteAfterLastEvent();

  static boost::asio::awaitable<void> Run(DeliveryCall* call,
                                          std::shared_ptr<Shared> shared,
                                          Lane lane, Request request,
                                          CallContext context,
                                          Admission::Ticket ticket);
  static void Record(const Lane& lane, const LaneSetup& setup,
                     const Request& request, const CallContext& context,
                     const grpc::Status& status,
                     const absl::StatusOr<Delivery>& delivery);

  NotificationService& service_;
  CallQueue& queue_;
  grpc::ServerContext context_;
  grpc::ServerAsyncResponseWriter<Response> responder_{&context_};
  Request request_;
  Event<&DeliveryCall::Begin> begin_{*this};
  Event<&DeliveryCall::Answered> answered_{*this};
  Event<&DeliveryCall::End> end_{*this};
  int events_left_ = 2;  // `answered_` and `end_`, once it has begun.
  const std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

}  // namespace herald
