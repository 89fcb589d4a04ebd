// SPDX-License-Identifier: Apache-2.0
#include "rpc/lane_work.h"

#include "absl/status/statusor.h"
#include "rpc/delivery_preparation.h"
#include "rpc/status.h"

namespace herald {
namespace {

void Record(const Lane& lane, const LaneSetup& setup,
            const v1::DeliverNotificationRequest& request,
            const CallContext& context, const grpc::Status& status,
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

// Before the answer: who has it may call again at once.
void End(Admission::Ticket& ticket) {
  const Admission::Ticket ended = std::move(ticket);
}

}  // namespace

boost::asio::awaitable<void> Deliver(
    Lane lane, v1::DeliverNotificationRequest request, CallContext context,
    Admission::Ticket ticket, Reply<v1::DeliverNotificationResponse> reply) {
  const std::shared_ptr<const LaneSetup> setup = *lane.setup;
  context.caller_gone = &reply.caller_gone();
  grpc::Status status = PrepareDelivery(*setup->wording, request, context);
  absl::StatusOr<Delivery> delivery;
  if (status.ok()) {
    delivery = co_await setup->engine->Deliver(request, context);
    status = ToGrpcStatus(delivery.status());
  }
  Record(lane, *setup, request, context, status, delivery);
  End(ticket);
  if (!status.ok()) co_return reply.Refuse(status);
  reply.Send(delivery->response);
}

boost::asio::awaitable<void> Explain(Lane lane,
                                     v1::DeliverNotificationRequest request,
                                     CallContext context,
                                     Admission::Ticket ticket,
                                     Reply<v1::ExplainDeliveryResponse> reply) {
  const std::shared_ptr<const LaneSetup> setup = *lane.setup;
  grpc::Status status = PrepareDelivery(*setup->wording, request, context);
  absl::StatusOr<v1::ExplainDeliveryResponse> explained;
  if (status.ok()) {
    explained = co_await setup->engine->Explain(request, context);
    status = ToGrpcStatus(explained.status());
  }
  End(ticket);
  if (!status.ok()) co_return reply.Refuse(status);
  reply.Send(*explained);
}

}  // namespace herald
