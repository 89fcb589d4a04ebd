// SPDX-License-Identifier: Apache-2.0
#include "rpc/notification_service.h"

#include <utility>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <optional>

#include "rpc/delivery_preparation.h"
#include "rpc/status.h"

namespace herald {
namespace {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

// What is kept back of a caller's deadline, so that the outcome arrives before
// the caller gives up: a tenth, and no more than this.
constexpr nanoseconds kMaxReserve = std::chrono::milliseconds(100);

constexpr std::chrono::seconds kOverloadRetryDelay(1);

boost::asio::awaitable<void> Explain(Lane lane, CallContext context,
                                     Admission::Ticket ticket,
                                     v1::DeliverNotificationRequest request,
                                     v1::ExplainDeliveryResponse* response,
                                     grpc::ServerUnaryReactor* reactor) {
  const std::shared_ptr<const LaneSetup> setup = *lane.setup;
  grpc::Status status = PrepareDelivery(*setup->wording, request, context);
  if (status.ok()) {
    auto explained = co_await setup->engine->Explain(request, context);
    status = ToGrpcStatus(explained.status());
    if (explained.ok()) response->Swap(&*explained);
  }
  // Before the answer: who has it may call again at once.
  {
    const Admission::Ticket ended = std::move(ticket);
  }
  reactor->Finish(status);
}

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
      admission_(max_calls_in_flight) {}

std::optional<Admission::Ticket> NotificationService::Admit() {
  std::optional<Admission::Ticket> ticket = admission_.TryEnter();
  if (ticket.has_value() && !is_closed_) return ticket;
  metrics_.CountRejection(is_closed_ ? "UNAVAILABLE" : "RESOURCE_EXHAUSTED");
  return std::nullopt;
}

grpc::Status NotificationService::Refusal() const {
  return is_closed_ ? ShuttingDown() : Overloaded(kOverloadRetryDelay);
}

grpc::ServerUnaryReactor* NotificationService::RenderNotification(
    grpc::CallbackServerContext* context,
    const v1::RenderNotificationRequest* request,
    v1::RenderNotificationResponse* response) {
  std::optional<Admission::Ticket> ticket = Admit();
  if (!ticket) return Refuse(context);
  auto* reactor = context->DefaultReactor();
  const Lane& lane = NextLane();
  boost::asio::post(lane.executor,
                    [=, setup = lane.setup, ticket = *std::move(ticket)] {
                      const Wording& wording = *(*setup)->wording;
                      reactor->Finish(wording.Render(*request, response));
                    });
  return reactor;
}

grpc::ServerUnaryReactor* NotificationService::ExplainDelivery(
    grpc::CallbackServerContext* context,
    const v1::ExplainDeliveryRequest* request,
    v1::ExplainDeliveryResponse* response) {
  std::optional<Admission::Ticket> ticket = Admit();
  if (!ticket) return Refuse(context);
  auto* reactor = context->DefaultReactor();
  const Lane& lane = LaneFor(request->delivery());
  boost::asio::co_spawn(lane.executor,
                        Explain(lane, ContextOf(*context), *std::move(ticket),
                                request->delivery(), response, reactor),
                        boost::asio::detached);
  return reactor;
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

grpc::ServerUnaryReactor* NotificationService::Refuse(
    grpc::CallbackServerContext* context) const {
  auto* reactor = context->DefaultReactor();
  reactor->Finish(Refusal());
  return reactor;
}

CallContext NotificationService::ContextOf(
    const grpc::ServerContextBase& context) const {
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
