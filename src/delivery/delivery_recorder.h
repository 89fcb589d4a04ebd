// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <vector>

#include "absl/status/status.h"
#include "delivery/guard.h"
#include "delivery/recipient_hash.h"
#include "herald/v1/explanation.pb.h"
#include "herald/v1/notification_service.pb.h"
#include "telemetry/lane_metrics.h"
#include "telemetry/trace_context.h"

namespace herald {

// A delivery that has an answer. Refers to what must outlive the recording.
struct EndedDelivery {
  const v1::DeliverNotificationRequest& request;
  const v1::RecipientFacts& recipient;
  const v1::DeliverNotificationResponse& response;
  std::chrono::nanoseconds duration;
  const TraceContext& trace;

  // All that the guard refused, in order.
  const std::vector<GuardRefusal>& refusals;

  // That of the configuration in force.
  const RecipientHash& hash;
};

// Lets operators see what became of deliveries: counts each in the metrics, and
// writes one line of the log about it, which holds no recipient, no code and no
// content. Belongs to one I/O thread.
class DeliveryRecorder {
 public:
  // `metrics` outlives it.
  explicit DeliveryRecorder(Metrics& metrics)
      : metrics_(metrics), lane_metrics_(metrics) {}

  // Counts nothing if the request was only validated.
  void Record(const EndedDelivery& delivery);

  // A call that ended with an RPC error.
  void RecordRejection(absl::StatusCode code, const TraceContext& trace);

 private:
  Metrics& metrics_;
  LaneMetrics lane_metrics_;
};

}  // namespace herald
