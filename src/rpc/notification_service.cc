// SPDX-License-Identifier: Apache-2.0
#include "rpc/notification_service.h"

#include <utility>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <functional>

#include "rpc/lane_work.h"
#include "rpc/status.h"

namespace herald {
namespace {

using std::chrono::nanoseconds;
using std::chrono::system_clock;
using AsyncNotifications = v1::NotificationService::AsyncService;

// What is kept back of a caller's deadline, so that the outcome arrives before
// the caller gives up: a tenth, and no more than this.
constexpr nanoseconds kMaxReserve = std::chrono::milliseconds(100);

constexpr std::chrono::seconds kOverloadRetryDelay(1);

// Calls of the busy method that a queue can take at once; one more is awaited
// when one comes.
constexpr int kDeliveriesAwaited = 64;

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
                                         int max_calls_in_flight,
                                         nanoseconds max_delivery_time,
                                         Metrics& metrics, const Clock& clock)
    : lanes_(lanes),
      max_delivery_time_(max_delivery_time),
      metrics_(metrics),
      clock_(clock),
      admission_(max_calls_in_flight),
      deliver_{
          std::bind_front(&AsyncNotifications::RequestDeliverNotification,
                          &service_),
          std::bind_front(&NotificationService::DeliverNotification, this)},
      render_{std::bind_front(&AsyncNotifications::RequestRenderNotification,
                              &service_),
              std::bind_front(&NotificationService::RenderNotification, this)},
      explain_{std::bind_front(&AsyncNotifications::RequestExplainDelivery,
                               &service_),
               std::bind_front(&NotificationService::ExplainDelivery, this)} {}

void NotificationService::Await(CallQueue& queue) {
  for (int i = 0; i < kDeliveriesAwaited; ++i) AwaitCalls(deliver_, queue);
  AwaitCalls(render_, queue);
  AwaitCalls(explain_, queue);
}

void NotificationService::DeliverNotification(
    const grpc::ServerContext& context, v1::DeliverNotificationRequest& request,
    Reply<v1::DeliverNotificationResponse> reply) {
  std::optional<Admission::Ticket> ticket = Admit();
  if (!ticket) return reply.Refuse(Refusal());
  const Lane& lane = LaneFor(request);
  CallContext known = ContextOf(context);
  // The only exceptions that arrive here are bugs or a lack of memory.
  auto on_exit = [reply, recorder = lane.recorder,
                  trace = known.trace](std::exception_ptr error) {
    if (!error) return;
    recorder->RecordRejection(absl::StatusCode::kInternal, trace);
    reply.Refuse(
        grpc::Status(grpc::StatusCode::INTERNAL,
                     "an internal error; the notification may have been sent"));
  };
  boost::asio::co_spawn(lane.executor,
                        Deliver(lane, std::move(request), std::move(known),
                                *std::move(ticket), std::move(reply)),
                        std::move(on_exit));
}

void NotificationService::RenderNotification(
    const grpc::ServerContext&, v1::RenderNotificationRequest& request,
    Reply<v1::RenderNotificationResponse> reply) {
  std::optional<Admission::Ticket> ticket = Admit();
  if (!ticket) return reply.Refuse(Refusal());
  const Lane& lane = NextLane();
  boost::asio::post(
      lane.executor, [setup = lane.setup, request = std::move(request), reply,
                      ticket = *std::move(ticket)] {
        v1::RenderNotificationResponse response;
        const Wording& wording = *(*setup)->wording;
        const grpc::Status status = wording.Render(request, &response);
        if (!status.ok()) return reply.Refuse(status);
        reply.Send(response);
      });
}

void NotificationService::ExplainDelivery(
    const grpc::ServerContext& context, v1::ExplainDeliveryRequest& request,
    Reply<v1::ExplainDeliveryResponse> reply) {
  std::optional<Admission::Ticket> ticket = Admit();
  if (!ticket) return reply.Refuse(Refusal());
  const Lane& lane = LaneFor(request.delivery());
  boost::asio::co_spawn(
      lane.executor,
      Explain(lane, std::move(*request.mutable_delivery()), ContextOf(context),
              *std::move(ticket), std::move(reply)),
      boost::asio::detached);
}

std::optional<Admission::Ticket> NotificationService::Admit() {
  std::optional<Admission::Ticket> ticket = admission_.TryEnter();
  if (ticket.has_value() && !is_closed_) return ticket;
  metrics_.CountRejection(is_closed_ ? "UNAVAILABLE" : "RESOURCE_EXHAUSTED");
  return std::nullopt;
}

grpc::Status NotificationService::Refusal() const {
  return is_closed_ ? ShuttingDown() : Overloaded(kOverloadRetryDelay);
}

// Repeats meet on one lane, where they are noticed.
const Lane& NotificationService::LaneFor(
    const v1::DeliverNotificationRequest& request) {
  const std::string& id = request.request_id();
  if (id.empty()) return NextLane();
  return lanes_[std::hash<std::string>()(id) % lanes_.size()];
}

const Lane& NotificationService::NextLane() {
  return lanes_[next_lane_.fetch_add(1, std::memory_order_relaxed) %
                lanes_.size()];
}

CallContext NotificationService::ContextOf(
    const grpc::ServerContext& context) const {
  std::string_view traceparent;
  const auto& metadata = context.client_metadata();
  if (const auto found = metadata.find("traceparent"); found != metadata.end())
    traceparent = {found->second.data(), found->second.size()};
  CallContext result;
  result.start = clock_.Now();
  result.deadline =
      DeliveryDeadline(context.deadline(), max_delivery_time_, clock_);
  result.trace = StartSpan(traceparent);
  return result;
}

}  // namespace herald
