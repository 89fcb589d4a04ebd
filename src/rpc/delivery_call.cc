// SPDX-License-Identifier: Apache-2.0
#include "rpc/delivery_call.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "rpc/delivery_preparation.h"
#include "rpc/status.h"

namespace herald {

DeliveryCall* DeliveryCall::Start(const Lane& lane, Admission::Ticket ticket,
                                  const Request& request, Response* response,
                                  const CallContext& context) {
  auto* call = new DeliveryCall(response);
  const std::shared_ptr<Shared> shared = call->shared_;
  // The only exceptions that arrive here are bugs or a lack of memory.
  auto on_exit = [call, shared, recorder = lane.recorder,
                  trace = context.trace](std::exception_ptr error) {
    if (!error) return;
    recorder->RecordRejection(absl::StatusCode::kInternal, trace);
    if (!shared->is_finished.exchange(true)) {
      call->Finish(grpc::Status(grpc::StatusCode::INTERNAL,
                                "an internal error; the notification may have "
                                "been sent"));
    }
  };
  boost::asio::co_spawn(
      lane.executor,
      Run(call, shared, lane, request, context, std::move(ticket)),
      std::move(on_exit));
  return call;
}

void DeliveryCall::OnCancel() {
  shared_->caller_gone = true;
  if (!shared_->is_finished.exchange(true)) Finish(grpc::Status::CANCELLED);
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
  if (delivery.ok()) call->response_->Swap(&delivery->response);
  call->Finish(status);
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
