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
#include "telemetry/metrics.h"

namespace herald {

// The deadline of a delivery: the caller's, less a little for the answer's way
// back, or `max_delivery_time` from now if that is sooner.
Deadline DeliveryDeadline(std::chrono::system_clock::time_point caller_deadline,
                          std::chrono::nanoseconds max_delivery_time,
                          const Clock& clock);

// Hands each call over to one of the lanes in turn; deliveries with the same
// request id to the same one. Any thread may call it. Deliveries come by
// completion queues (DeliveryCall), which cost less; the other methods, which
// are rare, as gRPC's callbacks.
class NotificationService final
    : public v1::NotificationService::WithAsyncMethod_DeliverNotification<
          v1::NotificationService::WithCallbackMethod_RenderNotification<
              v1::NotificationService::WithCallbackMethod_ExplainDelivery<
                  v1::NotificationService::Service>>> {
 public:
  // `lanes` is not empty; lanes, metrics and clock outlive the service.
  NotificationService(const std::vector<Lane>& lanes, int max_calls_in_flight,
                      std::chrono::nanoseconds max_delivery_time,
                      Metrics& metrics, const Clock& clock);

  grpc::ServerUnaryReactor* RenderNotification(
      grpc::CallbackServerContext* context,
      const v1::RenderNotificationRequest* request,
      v1::RenderNotificationResponse* response) override;

  grpc::ServerUnaryReactor* ExplainDelivery(
      grpc::CallbackServerContext* context,
      const v1::ExplainDeliveryRequest* request,
      v1::ExplainDeliveryResponse* response) override;

  // A ticket for one more call, or nothing if it is to be refused, which is
  // then counted.
  std::optional<Admission::Ticket> Admit();

  // Why calls are refused.
  grpc::Status Refusal() const;

  // Where a delivery runs, and what it is told.
  const Lane& LaneFor(const v1::DeliverNotificationRequest& request);
  CallContext ContextOf(const grpc::ServerContextBase& context) const;

  // From now on every call is refused with UNAVAILABLE.
  void Close() { is_closed_ = true; }

  // Includes those whose callers went away while an attempt goes on.
  int calls_in_flight() const { return admission_.in_flight(); }

 private:
  grpc::ServerUnaryReactor* Refuse(grpc::CallbackServerContext* context) const;
  const Lane& NextLane();

  const std::vector<Lane>& lanes_;
  const std::chrono::nanoseconds max_delivery_time_;
  Metrics& metrics_;
  const Clock& clock_;
  Admission admission_;
  std::atomic<std::size_t> next_lane_ = 0;
  std::atomic<bool> is_closed_ = false;
};

}  // namespace herald
