// SPDX-License-Identifier: Apache-2.0
// What the engine would do, told instead of done.
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "delivery/duration.h"
#include "delivery/engine.h"
#include "delivery/outcome_rules.h"
#include "delivery/route_variables.h"

namespace herald {
namespace {

using Request = v1::DeliverNotificationRequest;
using Response = v1::DeliverNotificationResponse;

}  // namespace

boost::asio::awaitable<absl::StatusOr<v1::ExplainDeliveryResponse>>
Engine::Explain(const Request& request, const CallContext& call) {
  v1::ExplainDeliveryResponse explained;
  *explained.mutable_recipient() = call.recipient;
  explained.set_template_locale(call.template_locale);
  if (request.provider().empty() && !parts_.routes.empty()) {
    const RouteVariables variables(request.notification(), request.request_id(),
                                   call.recipient);
    for (v1::RouteExplanation& route : parts_.routes.Explain(variables)) {
      *explained.add_routes() = std::move(route);
    }
  }
  absl::StatusOr<Plan> plan = PlanFor(request, call, nullptr);
  if (!plan.ok()) co_return plan.status();

  std::optional<Response> refusal;
  if (!request.request_id().empty()) {
    ClaimAnswer answer =
        co_await parts_.replays.Look(request.request_id(), call.fingerprint);
    if (auto* replay = std::get_if<Response>(&answer)) {
      refusal = *std::move(replay);
    }
  }
  AttemptChain chain(request, call, plan->providers, plan->share_percent,
                     Tools());
  if (!refusal.has_value()) {
    refusal = co_await ExplainGuard(request, call, *plan, explained);
  }
  if (!refusal.has_value()) refusal = chain.WhyNotNow();
  NamedProvider* first = ExplainProviders(*plan, explained);
  if (first != nullptr) {
    Prepared prepared = first->provider->Prepare(request.notification(),
                                                 chain.ContextFor(*first));
    if (prepared.refusal.has_value()) {
      Normalize(parts_.redactor, PrivateTermsOf(request), *prepared.refusal);
      prepared.refusal->set_provider(first->name);
      if (!refusal.has_value()) refusal = ResponseOf(*prepared.refusal);
    } else if (prepared.request.has_value()) {
      *explained.mutable_request() = Masked(*std::move(prepared.request));
    }
  }
  if (refusal.has_value() && request.has_expire_time()) {
    ApplyExpiry(ToTime(request.expire_time()), parts_.clock.WallNow(),
                *refusal);
  }
  if (refusal.has_value()) *explained.mutable_refusal() = *std::move(refusal);
  co_return explained;
}

// Returns what the guard would answer, if it refuses.
boost::asio::awaitable<std::optional<Response>> Engine::ExplainGuard(
    const Request& request, const CallContext& call, const Plan& plan,
    v1::ExplainDeliveryResponse& explained) const {
  const v1::Notification& notification = request.notification();
  const std::vector<v1::LimitExplanation> limits =
      co_await parts_.guard.Explain(notification, call.recipient,
                                    LimitsOf(plan), parts_.limits);
  for (const v1::LimitExplanation& limit : limits) {
    *explained.add_limits() = limit;
  }
  std::optional<GuardRefusal> refusal =
      parts_.guard.Refuse(notification, call.recipient);
  if (!refusal.has_value()) refusal = parts_.guard.RefusalBy(limits);
  if (!refusal.has_value() || refusal->is_dry_run) co_return std::nullopt;
  co_return ResponseOf(refusal->attempt);
}

// Returns the first that would be tried, or null.
NamedProvider* Engine::ExplainProviders(
    const Plan& plan, v1::ExplainDeliveryResponse& explained) const {
  NamedProvider* first = nullptr;
  for (NamedProvider* provider : plan.providers) {
    v1::ProviderExplanation& explanation = *explained.add_providers();
    explanation.set_name(provider->name);
    const CircuitBreaker::Status circuit =
        provider->breaker->Look(parts_.clock.Now());
    explanation.set_circuit(circuit.state);
    if (circuit.is_refusing()) {
      SetDuration(circuit.retry_after, *explanation.mutable_retry_after());
    } else if (first == nullptr) {
      first = provider;
    }
  }
  for (const auto& [name, why] : plan.left_out) {
    v1::ProviderExplanation& explanation = *explained.add_providers();
    explanation.set_name(name);
    explanation.set_left_out(why);
  }
  return first;
}

namespace {

// What authenticates may be made anew for each request, so that nobody can know
// it beforehand: only the scheme is left.
std::string WithoutCredentials(std::string header) {
  constexpr std::string_view kName = "Authorization: ";
  if (!header.starts_with(kName)) return header;
  const std::size_t space = header.find(' ', kName.size());
  if (space == header.npos) return header;
  return header.substr(0, space) + " ***";
}

}  // namespace

v1::ProviderRequest Engine::Masked(v1::ProviderRequest request) const {
  const Redactor& redactor = parts_.redactor;
  request.set_url(redactor.Redact(request.url(), {}));
  for (std::string& header : *request.mutable_headers()) {
    header = WithoutCredentials(redactor.Redact(header, {}));
  }
  request.set_body(redactor.Redact(request.body(), {}));
  return request;
}

}  // namespace herald
