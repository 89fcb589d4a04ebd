// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "delivery/clock.h"
#include "delivery/counter_table.h"
#include "delivery/keyed_hash.h"
#include "delivery/limit_store.h"

namespace herald {

// Keeps the counters of limits in memory, at 16 bytes each and a quarter to a
// half more. A counter that is unused again leaves by itself. Answers at once.
// Any thread may call it; two meet only where their keys fall into the same
// one of many parts.
class MemoryLimitStore : public LimitStore {
 public:
  // `clock` outlives the store.
  MemoryLimitStore(std::int64_t max_counters, const Clock& clock);

  // Sets how many counters there may be, save for one in each part. Beyond
  // that, each new one makes the stalest nearby leave early.
  void SetMaxCounters(std::int64_t max_counters);

  boost::asio::awaitable<std::optional<LimitRefusal>> Take(
      const std::vector<LimitUse>& uses) override;
  boost::asio::awaitable<void> GiveBack(
      const std::vector<LimitUse>& uses) override;
  boost::asio::awaitable<std::vector<LimitState>> Peek(
      const std::vector<LimitUse>& uses) override;

  // How many counters there are, and how many bytes they take.
  std::int64_t counters() const { return counters_.load(); }
  std::int64_t bytes() const { return bytes_.load(); }

  // How many counters have left early.
  std::int64_t evictions() const { return evictions_.load(); }

 private:
  // A table with its lock, on a cache line of its own.
  struct alignas(64) Part {
    std::mutex mutex;
    CounterTable table;
    std::int64_t swept_at = 0;
  };
  class Access;

  std::int64_t Now() const;
  void SweepInTurn(std::int64_t now);
  std::int64_t TakeOne(const LimitUse& use, std::int64_t now);
  void GiveOneBack(const LimitUse& use, std::int64_t now);

  const Clock& clock_;
  const KeyedHash hash_;
  std::vector<Part> parts_;
  std::atomic<std::int64_t> max_counters_;
  std::atomic<std::uint64_t> takings_{0};
  std::atomic<std::int64_t> counters_{0};
  std::atomic<std::int64_t> bytes_{0};
  std::atomic<std::int64_t> evictions_{0};
};

}  // namespace herald
