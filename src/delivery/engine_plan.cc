// SPDX-License-Identifier: Apache-2.0
// The engine's choice of providers.
#include <fmt/format.h>

#include <algorithm>

#include "delivery/engine.h"
#include "delivery/route_variables.h"

namespace herald {
namespace {

using Request = v1::DeliverNotificationRequest;

constexpr std::size_t kMaxListed = 20;

// The names of those that cannot, and why.
using LeftOut = std::vector<std::pair<std::string, std::string>>;

std::string Sentence(const std::string& name, std::string_view why) {
  return fmt::format("provider `{}` {}", name, why);
}

absl::Status NobodyCan(const LeftOut& left_out) {
  std::vector<std::string> sentences;
  for (const auto& [name, why] : left_out) {
    if (sentences.size() == kMaxListed) break;
    sentences.push_back(Sentence(name, why));
  }
  return absl::FailedPreconditionError(
      fmt::format("no provider can carry this notification: {}",
                  fmt::join(sentences, "; ")));
}

}  // namespace

absl::StatusOr<Engine::Plan> Engine::PlanFor(const Request& request,
                                             const CallContext& call,
                                             std::mt19937_64* random) {
  const v1::Notification& notification = request.notification();
  if (!request.provider().empty()) return PlanForNamed(request);
  if (parts_.routes.empty()) return PlanWithoutRoutes(notification);

  const RouteVariables variables(notification, request.request_id(),
                                 call.recipient);
  const CompiledRoute& route = parts_.routes.Match(variables);
  Plan plan{.route = &route, .share_percent = route.attempt_share_percent};
  for (const std::size_t index : OrderOf(route, random)) {
    NamedProvider& provider = providers_[index];
    const absl::Status status = provider.provider->CanCarry(notification);
    if (status.ok()) {
      plan.providers.push_back(&provider);
    } else {
      plan.left_out.emplace_back(provider.name, std::string(status.message()));
    }
  }
  if (plan.providers.empty()) return NobodyCan(plan.left_out);
  return plan;
}

absl::StatusOr<Engine::Plan> Engine::PlanForNamed(const Request& request) {
  const auto found =
      std::ranges::find(providers_, request.provider(), &NamedProvider::name);
  if (found == providers_.end()) return NoSuchProvider();
  const absl::Status status = found->provider->CanCarry(request.notification());
  if (!status.ok())
    return absl::FailedPreconditionError(
        Sentence(found->name, std::string(status.message())));
  return Plan{.providers = {&*found}};
}

absl::StatusOr<Engine::Plan> Engine::PlanWithoutRoutes(
    const v1::Notification& notification) {
  LeftOut left_out;
  for (NamedProvider& provider : providers_) {
    const absl::Status status = provider.provider->CanCarry(notification);
    if (status.ok()) return Plan{.providers = {&provider}};
    left_out.emplace_back(provider.name, std::string(status.message()));
  }
  return NobodyCan(left_out);
}

absl::Status Engine::NoSuchProvider() const {
  constexpr std::size_t kMaxNames = 100;
  std::vector<std::string> names;
  for (const NamedProvider& provider : providers_) {
    if (names.size() == kMaxNames) break;
    names.push_back(fmt::format("`{}`", provider.name));
  }
  return absl::NotFoundError(fmt::format(
      "there is no such provider; there are {}", fmt::join(names, ", ")));
}

}  // namespace herald
