// SPDX-License-Identifier: Apache-2.0
#include "delivery/delivery_recorder.h"

#include "absl/strings/string_view.h"
#include "delivery/delivery_line.h"
#include "delivery/duration.h"
#include "delivery/labels.h"

namespace herald {
void DeliveryRecorder::Record(const EndedDelivery& delivery) {
  const v1::DeliverNotificationResponse& response = delivery.response;
  if (response.validated_only()) return;
  const std::string_view channel =
      ChannelLabelOf(delivery.request.notification());
  const std::string_view country = CountryLabelOf(delivery.recipient);
  const DeliveryLabels labels = {.route = response.route(),
                                 .channel = channel,
                                 .country = country,
                                 .outcome = LabelOf(response.outcome()),
                                 .scope = LabelOf(response.scope()),
                                 .reason_code = response.reason_code(),
                                 .is_replayed = response.replayed()};
  lane_metrics_.CountDelivery(labels, delivery.duration);
  for (const GuardRefusal& refusal : delivery.refusals) {
    lane_metrics_.CountRefusal({.reason_code = refusal.attempt.reason_code(),
                                .limit = refusal.limit,
                                .is_dry_run = refusal.is_dry_run});
  }
  // A replay's attempts were counted when they were made.
  if (!response.replayed()) {
    for (const v1::Attempt& attempt : response.attempts()) {
      lane_metrics_.CountAttempt({.provider = attempt.provider(),
                                  .channel = channel,
                                  .country = country,
                                  .outcome = LabelOf(attempt.outcome()),
                                  .scope = LabelOf(attempt.scope()),
                                  .reason_code = attempt.reason_code()},
                                 ToNanoseconds(attempt.duration()));
    }
  }
  LogDelivery(delivery);
}

void DeliveryRecorder::RecordRejection(absl::StatusCode code,
                                       const TraceContext& trace) {
  const std::string name = absl::StatusCodeToString(code);
  metrics_.CountRejection(name);
  const LogLevel level =
      code == absl::StatusCode::kInternal ? LogLevel::kError : LogLevel::kInfo;
  if (!IsLogged(level)) return;
  const std::string trace_id = TraceIdOf(trace);
  const std::string span_id = SpanIdOf(trace);
  Log(level, "call_rejected",
      {Field("trace_id", Public(trace_id)), Field("span_id", Public(span_id)),
       Field("code", Public(name))});
}

}  // namespace herald
