// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <atomic>
#include <memory>
#include <optional>

namespace herald {

// The bound on calls in flight. Any thread may call it.
class Admission {
 public:
  // One admitted call; ends when it is destroyed, which may be after the
  // Admission.
  class Ticket {
   public:
    explicit Ticket(std::shared_ptr<std::atomic<int>> in_flight)
        : in_flight_(std::move(in_flight)) {}
    Ticket(Ticket&&) noexcept = default;
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket() {
      if (in_flight_ != nullptr) in_flight_->fetch_sub(1);
    }

   private:
    std::shared_ptr<std::atomic<int>> in_flight_;
  };

  explicit Admission(int max_in_flight) : max_in_flight_(max_in_flight) {}

  // A ticket, or nothing if as many calls as allowed are in flight.
  std::optional<Ticket> TryEnter() {
    if (in_flight_->fetch_add(1) < max_in_flight_) return Ticket(in_flight_);
    in_flight_->fetch_sub(1);
    return std::nullopt;
  }

  int in_flight() const { return in_flight_->load(); }

 private:
  const int max_in_flight_;
  const std::shared_ptr<std::atomic<int>> in_flight_ =
      std::make_shared<std::atomic<int>>(0);
};

}  // namespace herald
