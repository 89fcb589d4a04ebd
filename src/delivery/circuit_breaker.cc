// SPDX-License-Identifier: Apache-2.0
#include "delivery/circuit_breaker.h"

#include <algorithm>

#include "delivery/duration.h"

namespace herald {
namespace {

constexpr std::chrono::seconds kDefaultWindow(30);
constexpr int kDefaultMinAttempts = 20;
constexpr int kDefaultFailurePercent = 50;
constexpr std::chrono::seconds kDefaultOpenTime(15);

// How soon a probe that is under way may have ended. Nobody knows; it is what
// callers are told.
constexpr std::chrono::seconds kProbeTime(1);

// Whether the attempt shows that its provider fails, or that it works; nothing
// if it shows neither.
std::optional<bool> HasFailed(const v1::Attempt& attempt) {
  if (attempt.outcome() == v1::OUTCOME_DELIVERED) return false;
  switch (attempt.scope()) {
    case v1::SCOPE_ACCOUNT:
    case v1::SCOPE_PROVIDER:
    case v1::SCOPE_TRANSPORT:
    case v1::SCOPE_DEADLINE:
      return true;
    case v1::SCOPE_POLICY:
      return std::nullopt;
    default:
      return false;
  }
}

}  // namespace

void CircuitBreaker::Permit::Report(const v1::Attempt& attempt, TimePoint now) {
  const std::optional<bool> has_failed = HasFailed(attempt);
  if (breaker_ == nullptr || !has_failed.has_value()) return;
  std::exchange(breaker_, nullptr)->Count(period_, *has_failed, now);
}

CircuitBreaker::CircuitBreaker(const v1::CircuitBreaker& settings)
    : is_disabled_(settings.disabled()),
      min_attempts_(settings.min_attempts() == 0 ? kDefaultMinAttempts
                                                 : settings.min_attempts()),
      failure_percent_(settings.failure_percent() == 0
                           ? kDefaultFailurePercent
                           : settings.failure_percent()),
      open_time_(settings.has_open_time() ? ToNanoseconds(settings.open_time())
                                          : kDefaultOpenTime),
      window_(settings.has_window() ? ToNanoseconds(settings.window())
                                    : kDefaultWindow) {}

CircuitBreaker::Answer CircuitBreaker::Ask(TimePoint now) {
  if (is_disabled_) return {Permit(nullptr, 0, false)};
  const std::uint64_t closed = closed_period_.load(std::memory_order_relaxed);
  if (closed != 0) return {Permit(this, closed, false)};

  const std::lock_guard lock(mutex_);
  if (state_ == v1::CIRCUIT_STATE_CLOSED) return {Permit(this, period_, false)};
  if (state_ == v1::CIRCUIT_STATE_OPEN && next_probe_ <= now) {
    Enter(v1::CIRCUIT_STATE_HALF_OPEN);
    return {Permit(this, period_, true)};
  }
  return {std::nullopt, LookLocked(now).retry_after};
}

CircuitBreaker::Status CircuitBreaker::Look(TimePoint now) const {
  if (is_disabled_) return {};
  const std::lock_guard lock(mutex_);
  return LookLocked(now);
}

CircuitBreaker::Status CircuitBreaker::LookLocked(TimePoint now) const {
  if (state_ == v1::CIRCUIT_STATE_CLOSED) return {state_};
  if (state_ == v1::CIRCUIT_STATE_HALF_OPEN) {
    return {state_, std::min<std::chrono::nanoseconds>(open_time_, kProbeTime)};
  }
  return {state_, std::max<std::chrono::nanoseconds>(next_probe_ - now,
                                                     std::chrono::seconds(0))};
}

void CircuitBreaker::Enter(v1::CircuitState state) {
  state_ = state;
  ++period_;
  closed_period_.store(state == v1::CIRCUIT_STATE_CLOSED ? period_ : 0,
                       std::memory_order_relaxed);
}

void CircuitBreaker::Open(TimePoint now) {
  next_probe_ = now + open_time_;
  Enter(v1::CIRCUIT_STATE_OPEN);
}

void CircuitBreaker::Count(std::uint64_t period, bool has_failed,
                           TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (period != period_) return;
  if (state_ == v1::CIRCUIT_STATE_HALF_OPEN) {
    if (has_failed) return Open(now);
    window_.Clear();
    return Enter(v1::CIRCUIT_STATE_CLOSED);
  }
  window_.Count(has_failed, now);
  const bool is_down =
      has_failed && window_.attempts() >= min_attempts_ &&
      window_.failures() * 100 >= window_.attempts() * failure_percent_;
  if (is_down) Open(now);
}

void CircuitBreaker::Abandon(std::uint64_t period) {
  const std::lock_guard lock(mutex_);
  if (period == period_) Enter(v1::CIRCUIT_STATE_OPEN);
}

}  // namespace herald
