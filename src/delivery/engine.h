// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "delivery/attempt_chain.h"
#include "delivery/call_context.h"
#include "delivery/clock.h"
#include "delivery/guard.h"
#include "delivery/limit_store.h"
#include "delivery/named_provider.h"
#include "delivery/pause.h"
#include "delivery/replay_store.h"
#include "delivery/routes.h"
#include "herald/v1/notification_service.pb.h"
#include "telemetry/redaction.h"

namespace herald {

// What became of a call.
struct Delivery {
  v1::DeliverNotificationResponse response;

  // Why the guard refused, or would have but for its dry run.
  std::vector<GuardRefusal> refusals;
};

// What an engine works with besides its providers.
struct EngineParts {
  const Routes& routes;
  const Guard& guard;
  LimitStore& limits;
  ReplayStore& replays;
  const Redactor& redactor;
  const Clock& clock;
  Pause& pause;
};

// Decides who carries a notification, and what became of it. The only place
// that looks at outcomes to decide what happens next. One object serves one
// I/O thread; its parts outlive it.
class Engine {
 public:
  Engine(std::vector<NamedProvider> providers, const EngineParts& parts);

  // Delivers one validated notification. NOT_FOUND for an unknown provider,
  // FAILED_PRECONDITION if the provider, or every provider of the route, cannot
  // carry the content, ALREADY_EXISTS if the request id belongs to another
  // notification, CANCELLED if the caller went away before anything was tried.
  // The arguments must outlive the awaitable.
  boost::asio::awaitable<absl::StatusOr<Delivery>> Deliver(
      const v1::DeliverNotificationRequest& request, const CallContext& call);

  // Tells what Deliver would do, and neither sends nor counts anything.
  boost::asio::awaitable<absl::StatusOr<v1::ExplainDeliveryResponse>> Explain(
      const v1::DeliverNotificationRequest& request, const CallContext& call);

 private:
  // Who is asked for a notification.
  struct Plan {
    // Null if the caller named the provider, or if there are no routes.
    const CompiledRoute* route = nullptr;
    std::vector<NamedProvider*> providers;
    int share_percent = 100;

    // The names of those that cannot carry the content, and why.
    std::vector<std::pair<std::string, std::string>> left_out;
  };

  boost::asio::awaitable<absl::StatusOr<Delivery>> CarryOut(
      const v1::DeliverNotificationRequest& request, const CallContext& call);
  boost::asio::awaitable<absl::StatusOr<Delivery>> Preview(
      const v1::DeliverNotificationRequest& request, const CallContext& call);
  boost::asio::awaitable<std::optional<v1::DeliverNotificationResponse>>
  RunGuarded(const v1::DeliverNotificationRequest& request,
             const CallContext& call, const Plan& plan,
             std::vector<GuardRefusal>* refusals);

  absl::StatusOr<Plan> PlanFor(const v1::DeliverNotificationRequest& request,
                               const CallContext& call,
                               std::mt19937_64* random);
  absl::StatusOr<Plan> PlanForNamed(
      const v1::DeliverNotificationRequest& request);
  absl::StatusOr<Plan> PlanWithoutRoutes(const v1::Notification& notification);
  absl::Status NoSuchProvider() const;

  boost::asio::awaitable<std::optional<v1::DeliverNotificationResponse>>
  ExplainGuard(const v1::DeliverNotificationRequest& request,
               const CallContext& call, const Plan& plan,
               v1::ExplainDeliveryResponse& explained) const;
  NamedProvider* ExplainProviders(const Plan& plan,
                                  v1::ExplainDeliveryResponse& explained) const;
  v1::ProviderRequest Masked(v1::ProviderRequest request) const;
  const RateLimits& LimitsOf(const Plan& plan) const;
  AttemptTools Tools();

  std::vector<NamedProvider> providers_;
  const EngineParts parts_;
  std::mt19937_64 random_{std::random_device()()};
};

}  // namespace herald
