// SPDX-License-Identifier: Apache-2.0
#include "rpc/delivery_call.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>

#include "rpc/delivery_preparation.h"
#include "rpc/notification_service.h"
#include "rpc/status.h"

namespace herald {

void DeliveryCall::Await(NotificationService& service, CallQueue& queue) {
  auto* call = new DeliveryCall(service, queue);
  service.RequestDeliverNotification(&call->context_, &call->request_,
                                     &call->responder_, queue.get(),
                                     queue.get(), &call->begin_);
}

DeliveryCall::DeliveryCall(NotificationService& service, CallQueue& queue)
    : service_(service), queue_(queue) {
  context_.AsyncNotifyWhenDone(&end_);
}

void DeliveryCall::Begin(bool is_ok) {
  if (!is_ok) {
    delete this;
    return;
  }
  Await(service_, queue_);
  std::optional<Admission::Ticket> ticket = service_.Admit();
  if (ticket.has_value()) return Spawn(*std::move(ticket));
  shared_->is_finished = true;
  Finish(service_.Refusal());
}

void DeliveryCall::Answered(bool) { DeleteAfterLastEvent(); }

void DeliveryCall::End(bool) {
  if (context_.IsCancelled()) {
    shared_->caller_gone = true;
    if (!shared_->is_finished.exchange(true)) Finish(grpc::Status::CANCELLED);
  }
  DeleteAfterLastEvent();
}

void DeliveryCall::Spawn(Admission::Ticket ticket) {
  const Lane& lane = service_.LaneFor(request_);
  const CallContext context = service_.ContextOf(context_);
  // The only exceptions that arrive here are bugs or a lack of memory.
  auto on_exit = [this, shared = shared_, recorder = lane.recorder,
                  trace = context.trace](std::exception_ptr error) {
    if (!error) return;
    recorder->RecordRejection(absl::StatusCode::kInternal, trace);
    if (!shared->is_finished.exchange(true)) {
      Finish(grpc::Status(grpc::StatusCode::INTERNAL,
                          "an internal error; the notification may have been "
                          "sent"));
    }
  };
  boost::asio::co_spawn(
      lane.executor,
      Run(this, shared_, lane, std::move(request_), context, std::move(ticket)),
      std::move(on_exit));
}

void DeliveryCall::Finish(const grpc::Status& status) {
  responder_.FinishWithError(status, &answered_);
}

void DeliveryCall::DeleteAfterLastEvent() {
  if (--events_left_ == 0) delete this;
}

boost::asio::awaitable<void> DeliveryCall::Run(DeliveryCall* call,
                                               std::shared_ptr<Shared> shared,
                                               Lane lane, Request request,
                                               CallContext context,
                                               Admission::Ticket ticket) {
  const std::shared_ptr<const LaneSetup> setup = *lane.setup;
  context.caller_gone = &shared->caller_gone;
  grpc::Status status = PrepareDelivery(*setup->wording, request, context);
  absl::StatusOr<Delivery> delivery;
  if (status.ok()) {
    delivery = co_await setup->engine->Deliver(request, context);
    status = ToGrpcStatus(delivery.status());
  }
  Record(lane, *setup, request, context, status, delivery);
  // Before the answer: who has it may call again at once.
  {
    const Admission::Ticket ended = std::move(ticket);
  }
  if (shared->is_finished.exchange(true)) co_return;
  if (status.ok()) {
    call->responder_.Finish(delivery->response, status, &call->answered_);
  } else {
    call->Finish(status);
  }
}

void DeliveryCall::Record(const Lane& lane, const LaneSetup& setup,
                          const Request& request, const CallContext& context,
                          const grpc::Status& status,
                          const absl::StatusOr<Delivery>& delivery) {
  if (!status.ok()) {
    const auto code = static_cast<absl::StatusCode>(status.error_code());
    lane.recorder->RecordRejection(code, context.trace);
    return;
  }
  lane.recorder->Record(
      {.request = request,
       .recipient = context.recipient,
       .response = delivery->response,
       .duration = std::chrono::steady_clock::now() - context.start,
       .trace = context.trace,
       .refusals = delivery->refusals,
       .hash = *setup.hash});
}

}  // namespace herald
