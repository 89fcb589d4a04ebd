// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "delivery/call_context.h"
#include "delivery/clock.h"
#include "herald/v1/notification_service.grpc.pb.h"
#include "rpc/admission.h"
#include "rpc/lane.h"
#include "rpc/queued_service.h"
#include "rpc/unary_call.h"
#include "telemetry/metrics.h"

namespace herald {

// The deadline of a delivery: the caller's, less a little for the answer's way
// back, or `max_delivery_time` from now if that is sooner.
Deadline DeliveryDeadline(std::chrono::system_clock::time_point caller_deadline,
                          std::chrono::nanoseconds max_delivery_time,
                          const Clock& clock);

// Hands each call over to one of the lanes in turn; deliveries with the same
// request id to the same one. Any thread may call it.
class NotificationService final : public QueuedService {
 public:
  // `lanes` is not empty; lanes, metrics and clock outlive the service.
  NotificationService(const std::vector<Lane>& lanes, int max_calls_in_flight,
                      std::chrono::nanoseconds max_delivery_time,
                      Metrics& metrics, const Clock& clock);

  grpc::Service& service() override { return service_; }
  void Await(CallQueue& queue) override;

  // From now on every call is refused with UNAVAILABLE.
  void Close() { is_closed_ = true; }

  // Includes those whose callers went away while an attempt goes on.
  int calls_in_flight() const { return admission_.in_flight(); }

 private:
  void DeliverNotification(const grpc::ServerContext& context,
                           v1::DeliverNotificationRequest& request,
                           Reply<v1::DeliverNotificationResponse> reply);
  void RenderNotification(const grpc::ServerContext& context,
                          v1::RenderNotificationRequest& request,
                          Reply<v1::RenderNotificationResponse> reply);
  void ExplainDelivery(const grpc::ServerContext& context,
                       v1::ExplainDeliveryRequest& request,
                       Reply<v1::ExplainDeliveryResponse> reply);

  // A ticket for one more call, or nothing if it is to be refused, which is
  // then counted.
  std::optional<Admission::Ticket> Admit();

  // Why calls are refused.
  grpc::Status Refusal() const;

  const Lane& LaneFor(const v1::DeliverNotificationRequest& request);
  const Lane& NextLane();
  CallContext ContextOf(const grpc::ServerContext& context) const;

  v1::NotificationService::AsyncService service_;
  const std::vector<Lane>& lanes_;
  const std::chrono::nanoseconds max_delivery_time_;
  Metrics& metrics_;
  const Clock& clock_;
  Admission admission_;
  std::atomic<std::size_t> next_lane_ = 0;
  std::atomic<bool> is_closed_ = false;
  const UnaryMethod<v1::DeliverNotificationRequest,
                    v1::DeliverNotificationResponse>
      deliver_;
  const UnaryMethod<v1::RenderNotificationRequest,
                    v1::RenderNotificationResponse>
      render_;
  const UnaryMethod<v1::ExplainDeliveryRequest, v1::ExplainDeliveryResponse>
      explain_;
};

}  // namespace herald
