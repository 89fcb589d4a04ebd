// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "delivery/delivery_under_way.h"
#include "delivery/remembered_answers.h"
#include "delivery/replay_store.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// How much a store remembers.
struct ReplayBounds {
  std::chrono::nanoseconds retention;
  std::size_t max_answers;
};

// The share of each of so many stores.
ReplayBounds ReplayBoundsOf(const v1::Idempotency& settings, int stores);

// Remembers deliveries in this process. One object serves one I/O thread and
// outlives reloads; calls with the same request id must come to the same one.
// Deliveries under way are bounded by the calls in flight.
class MemoryReplayStore : public ReplayStore {
 public:
  // The clock outlives the store.
  MemoryReplayStore(const ReplayBounds& bounds, const Clock& clock);

  // In force from now on; what is too much leaves little by little.
  void SetBounds(const ReplayBounds& bounds);

  boost::asio::awaitable<ClaimAnswer> Claim(std::string_view request_id,
                                            const Digest& fingerprint,
                                            Deadline deadline) override;
  boost::asio::awaitable<ClaimAnswer> Look(std::string_view request_id,
                                           const Digest& fingerprint) override;

  // How many answers are remembered, and how many were forgotten before their
  // time for lack of room. Any thread may ask.
  std::size_t size() const { return size_.load(std::memory_order_relaxed); }
  std::uint64_t forgotten_early() const {
    return forgotten_early_.load(std::memory_order_relaxed);
  }

 private:
  class MemoryClaim;

  std::optional<ClaimAnswer> Find(const Digest& id, const Digest& fingerprint);
  void Remember(const Digest& id, const Digest& fingerprint,
                const v1::DeliverNotificationResponse& response);
  void UpdateStatistics();

  const Clock& clock_;
  RememberedAnswers answers_;
  std::unordered_map<Digest, std::shared_ptr<DeliveryUnderWay>, DigestHash>
      under_way_;
  std::atomic<std::size_t> size_ = 0;
  std::atomic<std::uint64_t> forgotten_early_ = 0;
};

}  // namespace herald
