// SPDX-License-Identifier: Apache-2.0
#include "delivery/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "delivery/attempt.h"
#include "delivery/outcome_rules.h"

namespace herald {
namespace {

using Request = v1::DeliverNotificationRequest;
using Response = v1::DeliverNotificationResponse;

absl::Time ExpireTime(const Request& request) {
  return absl::FromUnixSeconds(request.expire_time().seconds()) +
         absl::Nanoseconds(request.expire_time().nanos());
}

void Stamp(absl::Time start, std::chrono::nanoseconds duration,
           v1::Attempt& attempt) {
  const std::int64_t nanos = absl::ToUnixNanos(start);
  attempt.mutable_start_time()->set_seconds(nanos / 1'000'000'000);
  attempt.mutable_start_time()->set_nanos(nanos % 1'000'000'000);
  attempt.mutable_duration()->set_seconds(duration.count() / 1'000'000'000);
  attempt.mutable_duration()->set_nanos(duration.count() % 1'000'000'000);
}

std::string Sentence(const NamedProvider& provider, const absl::Status& why) {
  return fmt::format("provider `{}` {}", provider.name,
                     std::string(why.message()));
}

}  // namespace

Engine::Engine(std::vector<NamedProvider> providers, const Redactor& redactor,
               const Clock& clock)
    : providers_(std::move(providers)), redactor_(redactor), clock_(clock) {}

boost::asio::awaitable<absl::StatusOr<Response>> Engine::Deliver(
    const Request& request, const CallContext& call) {
  const absl::StatusOr<NamedProvider*> chosen = Choose(request);
  if (!chosen.ok()) co_return chosen.status();
  NamedProvider& provider = **chosen;

  if (const std::optional<v1::Attempt> late = TooLate(request, call))
    co_return ResponseOf(*late);
  if (call.caller_gone->load(std::memory_order_relaxed))
    co_return absl::CancelledError("the caller went away");

  const AttemptContext context = ContextFor(provider, request, call);
  if (request.validate_only()) co_return Preview(provider, request, context);

  v1::Attempt attempt = co_await Try(provider, request, context);
  v1::Attempt decided = attempt;
  if (request.has_expire_time())
    ApplyExpiry(ExpireTime(request), clock_.WallNow(), decided);
  Response response = ResponseOf(decided);
  *response.add_attempts() = std::move(attempt);
  co_return response;
}

std::optional<v1::Attempt> Engine::TooLate(const Request& request,
                                           const CallContext& call) const {
  if (request.has_expire_time() && ExpireTime(request) <= clock_.WallNow()) {
    return Dropped(v1::SCOPE_DEADLINE, "EXPIRED",
                   "the notification has expired");
  }
  if (call.deadline <= clock_.Now()) {
    return Retry(v1::SCOPE_DEADLINE, "NO_TIME",
                 "the deadline was over before an attempt");
  }
  return std::nullopt;
}

AttemptContext Engine::ContextFor(const NamedProvider& provider,
                                  const Request& request,
                                  const CallContext& call) const {
  AttemptContext context;
  context.request_id = request.request_id();
  context.deadline = std::min(call.deadline, clock_.Now() + provider.timeout);
  if (request.has_expire_time()) {
    // Nothing leaves after the expiry. Capped before the conversion, which a
    // far expiry would overflow.
    const absl::Duration left =
        std::min(ExpireTime(request) - clock_.WallNow(), absl::Hours(24));
    context.deadline = std::min(context.deadline,
                                clock_.Now() + absl::ToChronoNanoseconds(left));
  }
  return context;
}

Response Engine::Preview(const NamedProvider& provider, const Request& request,
                         const AttemptContext& context) const {
  v1::Attempt attempt;
  if (const std::optional<v1::Attempt> refusal =
          provider.provider->Check(request.notification(), context)) {
    attempt = *refusal;
    Normalize(redactor_, PrivateTermsOf(request), attempt);
  }
  attempt.set_provider(provider.name);
  Response response = ResponseOf(attempt);
  response.set_validated_only(true);
  return response;
}

absl::StatusOr<NamedProvider*> Engine::Choose(const Request& request) {
  const v1::Notification& notification = request.notification();
  if (!request.provider().empty()) {
    const auto found =
        std::ranges::find(providers_, request.provider(), &NamedProvider::name);
    if (found == providers_.end()) return NoSuchProvider();
    const absl::Status status = found->provider->CanCarry(notification);
    if (!status.ok())
      return absl::FailedPreconditionError(Sentence(*found, status));
    return &*found;
  }
  std::vector<std::string> refusals;
  for (NamedProvider& provider : providers_) {
    const absl::Status status = provider.provider->CanCarry(notification);
    if (status.ok()) return &provider;
    refusals.push_back(Sentence(provider, status));
  }
  constexpr std::size_t kMaxListed = 20;
  if (refusals.size() > kMaxListed) refusals.resize(kMaxListed);
  return absl::FailedPreconditionError(
      fmt::format("no provider can carry this notification: {}",
                  fmt::join(refusals, "; ")));
}

absl::Status Engine::NoSuchProvider() const {
  constexpr std::size_t kMaxListed = 100;
  std::vector<std::string> names;
  for (const NamedProvider& provider : providers_) {
    if (names.size() == kMaxListed) break;
    names.push_back(fmt::format("`{}`", provider.name));
  }
  return absl::NotFoundError(fmt::format(
      "there is no such provider; there are {}", fmt::join(names, ", ")));
}

boost::asio::awaitable<v1::Attempt> Engine::Try(NamedProvider& provider,
                                                const Request& request,
                                                const AttemptContext& context) {
  const absl::Time start = clock_.WallNow();
  const Deadline begin = clock_.Now();
  v1::Attempt attempt =
      co_await provider.provider->Deliver(request.notification(), context);
  Normalize(redactor_, PrivateTermsOf(request), attempt);
  attempt.set_provider(provider.name);
  Stamp(start, clock_.Now() - begin, attempt);
  co_return attempt;
}

}  // namespace herald
