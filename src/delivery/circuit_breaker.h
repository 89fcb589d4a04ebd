// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

#include "delivery/attempt_window.h"
#include "herald/v1/explanation.pb.h"
#include "herald/v1/outcome.pb.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// Leaves one provider alone while it fails; herald.v1.CircuitBreaker has the
// settings. All I/O threads ask the same one. While it is closed, asking costs
// one read, and a report a short lock.
//
// What counts as a failure is all that points at the provider: SCOPE_ACCOUNT,
// SCOPE_PROVIDER, SCOPE_TRANSPORT, and SCOPE_DEADLINE too, for a provider that
// cannot be connected to in time is down like one that refuses. SCOPE_POLICY
// says nothing about it. Everything else shows that it works. What was begun
// before the breaker opened or closed says nothing about the time since.
class CircuitBreaker {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // The permission for one attempt. The breaker outlives it. One that ends
  // without a report stands for an attempt that was not made; if it was the
  // probe, the next to ask becomes the probe.
  class Permit {
   public:
    Permit(Permit&& other) noexcept
        : breaker_(std::exchange(other.breaker_, nullptr)),
          period_(other.period_),
          is_probe_(other.is_probe_) {}
    Permit& operator=(Permit&&) = delete;
    ~Permit() {
      if (breaker_ != nullptr && is_probe_) breaker_->Abandon(period_);
    }

    bool is_probe() const { return is_probe_; }

    // What became of the attempt; only the first report counts.
    void Report(const v1::Attempt& attempt, TimePoint now);

   private:
    friend class CircuitBreaker;
    Permit(CircuitBreaker* breaker, std::uint64_t period, bool is_probe)
        : breaker_(breaker), period_(period), is_probe_(is_probe) {}

    CircuitBreaker* breaker_;
    std::uint64_t period_;
    bool is_probe_;
  };

  // Without a permit, the provider must not be tried before `retry_after`.
  struct Answer {
    std::optional<Permit> permit;
    std::chrono::nanoseconds retry_after{0};
  };

  // What it would answer. CIRCUIT_STATE_UNSPECIFIED if it is disabled.
  struct Status {
    v1::CircuitState state = v1::CIRCUIT_STATE_UNSPECIFIED;

    // 0 if it would permit an attempt.
    std::chrono::nanoseconds retry_after{0};

    bool is_refusing() const { return retry_after.count() > 0; }
  };

  explicit CircuitBreaker(const v1::CircuitBreaker& settings);

  // Everything may be called by any thread.
  Answer Ask(TimePoint now);
  Status Look(TimePoint now) const;

 private:
  // A period is the time between two changes of the state. Those of closed
  // states have `period_` in `closed_period_`.
  void Enter(v1::CircuitState state);
  void Open(TimePoint now);
  void Count(std::uint64_t period, bool has_failed, TimePoint now);
  void Abandon(std::uint64_t period);
  Status LookLocked(TimePoint now) const;

  const bool is_disabled_;
  const std::int64_t min_attempts_;
  const std::int64_t failure_percent_;
  const std::chrono::nanoseconds open_time_;

  std::atomic<std::uint64_t> closed_period_ = 1;  // 0 while it is not closed.
  mutable std::mutex mutex_;
  std::uint64_t period_ = 1;
  v1::CircuitState state_ = v1::CIRCUIT_STATE_CLOSED;
  TimePoint next_probe_;
  AttemptWindow window_;
};

}  // namespace herald
