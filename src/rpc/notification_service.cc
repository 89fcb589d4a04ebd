// SPDX-License-Identifier: Apache-2.0
#include "rpc/notification_service.h"

#include <utility>

#include <algorithm>
#include <optional>

#include "rpc/delivery_call.h"
#include "rpc/status.h"

namespace herald {
namespace {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

// What is kept back of a caller's deadline, so that the outcome arrives before
// the caller gives up: a tenth, and no more than this.
constexpr nanoseconds kMaxReserve = std::chrono::milliseconds(100);

constexpr std::chrono::seconds kOverloadRetryDelay(1);

}  // namespace

Deadline DeliveryDeadline(system_clock::time_point caller_deadline,
                          nanoseconds max_delivery_time, const Clock& clock) {
  const Deadline latest = clock.Now() + max_delivery_time;
  // gRPC's "no deadline" is the end of time, which overflows a difference.
  const system_clock::time_point now = absl::ToChronoTime(clock.WallNow());
  if (caller_deadline > now + 2 * max_delivery_time) return latest;
  const nanoseconds left = caller_deadline - now;
  const nanoseconds reserve =
      std::clamp(left / 10, nanoseconds::zero(), kMaxReserve);
  return std::min(latest, clock.Now() + left - reserve);
}

NotificationService::NotificationService(const std::vector<Lane>& lanes,
                                         const MessageTemplates& templates,
                                         int max_calls_in_flight,
                                         nanoseconds max_delivery_time,
                                         const Clock& clock)
    : lanes_(lanes),
      max_delivery_time_(max_delivery_time),
      clock_(clock),
      wording_(templates, clock),
      admission_(max_calls_in_flight) {}

grpc::ServerUnaryReactor* NotificationService::DeliverNotification(
    grpc::CallbackServerContext* context,
    const v1::DeliverNotificationRequest* request,
    v1::DeliverNotificationResponse* response) {
  std::optional<Admission::Ticket> ticket = admission_.TryEnter();
  if (!ticket || is_closed_) return Refuse(context);
  const Deadline deadline =
      DeliveryDeadline(context->deadline(), max_delivery_time_, clock_);
  const Lane& lane = lanes_[next_lane_.fetch_add(1) % lanes_.size()];
  return DeliveryCall::Start(lane, wording_, *std::move(ticket), *request,
                             response, deadline);
}

grpc::ServerUnaryReactor* NotificationService::RenderNotification(
    grpc::CallbackServerContext* context,
    const v1::RenderNotificationRequest* request,
    v1::RenderNotificationResponse* response) {
  const std::optional<Admission::Ticket> ticket = admission_.TryEnter();
  if (!ticket || is_closed_) return Refuse(context);
  auto* reactor = context->DefaultReactor();
  reactor->Finish(wording_.Render(*request, response));
  return reactor;
}

grpc::ServerUnaryReactor* NotificationService::Refuse(
    grpc::CallbackServerContext* context) const {
  auto* reactor = context->DefaultReactor();
  reactor->Finish(is_closed_ ? ShuttingDown()
                             : Overloaded(kOverloadRetryDelay));
  return reactor;
}

}  // namespace herald
