// SPDX-License-Identifier: Apache-2.0
#include "delivery/engine.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <variant>

#include "delivery/attempt.h"
#include "delivery/duration.h"
#include "delivery/outcome_rules.h"

namespace herald {
namespace {

using Request = v1::DeliverNotificationRequest;
using Response = v1::DeliverNotificationResponse;

// The answer to a repeat that is not to be carried out.
absl::StatusOr<Delivery> AnswerTo(ClaimAnswer& answer) {
  if (auto* response = std::get_if<Response>(&answer)) {
    return Delivery{.response = std::move(*response)};
  }
  if (std::holds_alternative<RequestIdTaken>(answer)) {
    return absl::AlreadyExistsError(
        "the request id has been used for another notification");
  }
  return Delivery{
      .response = ResponseOf(PossiblySent(
          v1::SCOPE_DEADLINE, "STILL_UNDER_WAY",
          "the first delivery with this request id was still under way"))};
}

bool WasNothingSent(const std::optional<Response>& response) {
  return !response.has_value() ||
         (response->outcome() != v1::OUTCOME_DELIVERED &&
          !response->possibly_sent());
}

}  // namespace

Engine::Engine(std::vector<NamedProvider> providers, const EngineParts& parts)
    : providers_(std::move(providers)), parts_(parts) {}

boost::asio::awaitable<absl::StatusOr<Delivery>> Engine::Deliver(
    const Request& request, const CallContext& call) {
  if (request.validate_only()) co_return co_await Preview(request, call);
  if (request.request_id().empty()) co_return co_await CarryOut(request, call);

  ClaimAnswer answer = co_await parts_.replays.Claim(
      request.request_id(), call.fingerprint, call.deadline);
  auto* claim = std::get_if<std::unique_ptr<ReplayClaim>>(&answer);
  if (claim == nullptr) co_return AnswerTo(answer);
  absl::StatusOr<Delivery> delivery = co_await CarryOut(request, call);
  if (delivery.ok()) co_await (*claim)->Settle(delivery->response);
  co_return delivery;
}

boost::asio::awaitable<absl::StatusOr<Delivery>> Engine::CarryOut(
    const Request& request, const CallContext& call) {
  const absl::StatusOr<Plan> plan = PlanFor(request, call, &random_);
  if (!plan.ok()) co_return plan.status();
  Delivery delivery;
  std::optional<Response> response =
      co_await RunGuarded(request, call, *plan, &delivery.refusals);
  if (!response.has_value()) {
    co_return absl::CancelledError("the caller went away");
  }
  delivery.response = *std::move(response);
  if (plan->route != nullptr) delivery.response.set_route(plan->route->name);
  if (request.has_expire_time()) {
    ApplyExpiry(ToTime(request.expire_time()), parts_.clock.WallNow(),
                delivery.response);
  }
  delivery.response.set_template_locale(call.template_locale);
  co_return delivery;
}

boost::asio::awaitable<std::optional<Response>> Engine::RunGuarded(
    const Request& request, const CallContext& call, const Plan& plan,
    std::vector<GuardRefusal>* refusals) {
  const v1::Notification& notification = request.notification();
  if (auto refusal = parts_.guard.Refuse(notification, call.recipient)) {
    refusals->push_back(*std::move(refusal));
    if (!refusals->back().is_dry_run)
      co_return ResponseOf(refusals->back().attempt);
  }
  GuardDecision decision = co_await parts_.guard.Admit(
      notification, call.recipient, LimitsOf(plan), parts_.limits);
  if (decision.refusal.has_value()) {
    refusals->push_back(*std::move(decision.refusal));
    if (!refusals->back().is_dry_run)
      co_return ResponseOf(refusals->back().attempt);
  }
  AttemptChain chain(request, call, plan.providers, plan.share_percent,
                     Tools());
  std::optional<Response> response = co_await chain.Run();
  // What was not sent does not count, so that a retry is let through.
  if (WasNothingSent(response)) co_await parts_.limits.GiveBack(decision.taken);
  co_return response;
}

boost::asio::awaitable<absl::StatusOr<Delivery>> Engine::Preview(
    const Request& request, const CallContext& call) {
  const auto explained = co_await Explain(request, call);
  if (!explained.ok()) co_return explained.status();
  Delivery delivery{.response = explained->refusal()};
  Response& response = delivery.response;
  for (const v1::ProviderExplanation& provider : explained->providers()) {
    if (!response.provider().empty()) break;
    if (provider.left_out().empty()) response.set_provider(provider.name());
  }
  if (explained->routes_size() > 0) {
    response.set_route(explained->routes().rbegin()->name());
  }
  response.set_template_locale(call.template_locale);
  response.set_validated_only(true);
  co_return delivery;
}

const RateLimits& Engine::LimitsOf(const Plan& plan) const {
  static const auto& none = *new RateLimits();
  return plan.route == nullptr ? none : plan.route->limits;
}

AttemptTools Engine::Tools() {
  return {parts_.redactor, parts_.clock, parts_.pause, random_};
}

}  // namespace herald
