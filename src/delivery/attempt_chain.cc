// SPDX-License-Identifier: Apache-2.0
#include "delivery/attempt_chain.h"

#include <algorithm>

#include "delivery/attempt.h"
#include "delivery/duration.h"
#include "delivery/failover.h"
#include "delivery/idempotency_key.h"
#include "delivery/outcome_rules.h"

namespace herald {
namespace {

using Request = v1::DeliverNotificationRequest;
using Response = v1::DeliverNotificationResponse;
using std::chrono::nanoseconds;

std::optional<nanoseconds> RetryAfterOf(const v1::Attempt& attempt) {
  if (!attempt.has_retry_after()) return std::nullopt;
  return ToNanoseconds(attempt.retry_after());
}

void Stamp(absl::Time start, nanoseconds duration, v1::Attempt& attempt) {
  const std::int64_t nanos = absl::ToUnixNanos(start);
  attempt.mutable_start_time()->set_seconds(nanos / 1'000'000'000);
  attempt.mutable_start_time()->set_nanos(
      static_cast<std::int32_t>(nanos % 1'000'000'000));
  SetDuration(duration, *attempt.mutable_duration());
}

}  // namespace

AttemptChain::AttemptChain(const Request& request, const CallContext& call,
                           const std::vector<NamedProvider*>& providers,
                           int share_percent, AttemptTools tools)
    : request_(request),
      call_(call),
      providers_(providers),
      share_percent_(share_percent),
      tools_(tools) {}

boost::asio::awaitable<std::optional<Response>> AttemptChain::Run() {
  for (std::size_t i = 0; i < providers_.size(); ++i) {
    if (!MayBegin()) break;
    const Next next = co_await Ask(*providers_[i], IsLast(i));
    if (next == Next::kStop) break;
  }
  if (too_late_.has_value()) co_return ResponseOf(*too_late_);
  if (attempts_.empty() && !soonest_probe_.has_value()) co_return std::nullopt;
  co_return TakeConclusion();
}

boost::asio::awaitable<AttemptChain::Next> AttemptChain::Ask(
    NamedProvider& provider, bool is_last) {
  const bool was_made = co_await Try(provider, is_last);
  if (!was_made) co_return Next::kGoOn;
  if (!MayFailOver(attempts_.back())) co_return Next::kStop;
  const Next next = co_await AskAgain(provider, is_last);
  co_return next;
}

boost::asio::awaitable<AttemptChain::Next> AttemptChain::AskAgain(
    NamedProvider& provider, bool is_last) {
  for (int retry = 0; retry < provider.backoff.max_retries(); ++retry) {
    if (!MayRetry(attempts_.back())) break;
    const bool has_paused = co_await PauseBeforeRetry(provider, retry);
    if (!has_paused || !MayBegin()) break;
    const bool was_made = co_await Try(provider, is_last);
    if (!was_made) break;
    if (!MayFailOver(attempts_.back())) co_return Next::kStop;
  }
  co_return Next::kGoOn;
}

boost::asio::awaitable<bool> AttemptChain::PauseBeforeRetry(
    const NamedProvider& provider, int retry) {
  const nanoseconds pause = provider.backoff.PauseBefore(
      retry, RetryAfterOf(attempts_.back()), tools_.random);
  if (pause >= TimeLeft()) co_return false;
  const Deadline end = tools_.clock.Now() + pause;
  co_await tools_.pause.Until(end);
  co_return true;
}

// Makes one attempt, if the circuit breaker lets it.
boost::asio::awaitable<bool> AttemptChain::Try(NamedProvider& provider,
                                               bool is_last) {
  const absl::Time start = tools_.clock.WallNow();
  const Deadline begin = tools_.clock.Now();
  CircuitBreaker::Answer asked = provider.breaker->Ask(begin);
  if (!asked.permit.has_value()) {
    soonest_probe_ =
        std::min(asked.retry_after, soonest_probe_.value_or(asked.retry_after));
    co_return false;
  }
  AttemptContext context = ContextFor(provider);
  context.number += static_cast<int>(
      std::ranges::count(attempts_, provider.name, &v1::Attempt::provider));
  if (!is_last) {
    const nanoseconds share = TimeLeft() * share_percent_ / 100;
    context.deadline = std::min(context.deadline, begin + share);
  }
  v1::Attempt attempt =
      co_await provider.provider->Deliver(request_.notification(), context);
  const Deadline end = tools_.clock.Now();
  Normalize(tools_.redactor, PrivateTermsOf(request_), attempt);
  // Its own time was over, not the call's: it was the provider that could not
  // be reached in time.
  if (attempt.scope() == v1::SCOPE_DEADLINE && !attempt.possibly_sent() &&
      context.deadline < call_.deadline && end < call_.deadline) {
    attempt.set_scope(v1::SCOPE_TRANSPORT);
  }
  asked.permit->Report(attempt, end);
  attempt.set_provider(provider.name);
  Stamp(start, end - begin, attempt);
  attempts_.push_back(std::move(attempt));
  co_return true;
}

std::optional<Response> AttemptChain::WhyNotNow() const {
  if (const auto late = TooLate()) return ResponseOf(*late);
  std::optional<nanoseconds> soonest_probe;
  for (const NamedProvider* provider : providers_) {
    const auto circuit = provider->breaker->Look(tools_.clock.Now());
    if (!circuit.is_refusing()) return std::nullopt;
    soonest_probe = std::min(circuit.retry_after,
                             soonest_probe.value_or(circuit.retry_after));
  }
  return Conclude({}, soonest_probe);
}

// Whether no later provider would be tried, as things stand.
bool AttemptChain::IsLast(std::size_t index) const {
  const Deadline now = tools_.clock.Now();
  return std::all_of(
      providers_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
      providers_.end(), [now](const NamedProvider* provider) {
        return provider->breaker->Look(now).is_refusing();
      });
}

bool AttemptChain::MayBegin() {
  if (call_.caller_gone->load(std::memory_order_relaxed)) return false;
  const std::optional<v1::Attempt> late = TooLate();
  if (late.has_value() && attempts_.empty()) too_late_ = late;
  return !late.has_value();
}

std::optional<v1::Attempt> AttemptChain::TooLate() const {
  if (request_.has_expire_time() &&
      ToTime(request_.expire_time()) <= tools_.clock.WallNow()) {
    return Dropped(v1::SCOPE_DEADLINE, "EXPIRED",
                   "the notification has expired");
  }
  if (call_.deadline <= tools_.clock.Now()) {
    return Retry(v1::SCOPE_DEADLINE, "NO_TIME",
                 "the deadline was over before an attempt");
  }
  return std::nullopt;
}

// Until the deadline or the expiry, whatever comes first: nothing leaves after
// either.
nanoseconds AttemptChain::TimeLeft() const {
  const nanoseconds left = call_.deadline - tools_.clock.Now();
  if (!request_.has_expire_time()) return left;
  // Capped before the conversion, which a far expiry would overflow.
  const absl::Duration valid = std::min(
      ToTime(request_.expire_time()) - tools_.clock.WallNow(), absl::Hours(24));
  return std::min(left, absl::ToChronoNanoseconds(valid));
}

AttemptContext AttemptChain::ContextFor(const NamedProvider& provider) const {
  AttemptContext context;
  context.request_id = request_.request_id();
  context.idempotency_key =
      IdempotencyKey(request_.request_id(), provider.name);
  context.traceparent = ToTraceparent(call_.trace);
  context.deadline =
      tools_.clock.Now() + std::min(provider.timeout, TimeLeft());
  return context;
}

Response AttemptChain::TakeConclusion() {
  Response response = Conclude(attempts_, soonest_probe_);
  for (v1::Attempt& attempt : attempts_) {
    *response.add_attempts() = std::move(attempt);
  }
  return response;
}

}  // namespace herald
