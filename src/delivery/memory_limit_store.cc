// SPDX-License-Identifier: Apache-2.0
#include "delivery/memory_limit_store.h"

#include <algorithm>

#include "delivery/cell_rate.h"

namespace herald {
namespace {

constexpr std::size_t kParts = 1024;
constexpr std::int64_t kSlotBytes = 16;

// How long a sweep through a part takes, unless the bounds on the slots that
// one access looks at make it shorter or longer.
constexpr std::int64_t kSweepNanoseconds = 60'000'000'000;
constexpr std::int64_t kLeastSwept = 4;
constexpr std::int64_t kMostSwept = 1024;

// Room for new counters is made faster than they come.
constexpr int kMaxEvictions = 2;

// So many takings for each part that is swept in turn, whoever uses it.
constexpr std::uint64_t kTakingsPerRound = 16;

}  // namespace

// Holds the part of one hash locked, and counts what changes in it.
class MemoryLimitStore::Access {
 public:
  Access(MemoryLimitStore& store, std::uint64_t hash, std::int64_t now)
      : store_(store),
        now_(now),
        hash_(hash),
        part_(store.parts_[hash % kParts]),
        lock_(part_.mutex),
        size_(part_.table.size()),
        capacity_(part_.table.capacity()) {}
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;
  ~Access() {
    const std::int64_t size = Change(size_, part_.table.size());
    const std::int64_t capacity = Change(capacity_, part_.table.capacity());
    if (size != 0) store_.counters_ += size;
    if (capacity != 0) store_.bytes_ += capacity * kSlotBytes;
  }

  std::int64_t* Find() { return part_.table.Find(hash_); }

  void Insert(std::int64_t time) {
    for (int i = 0; i < kMaxEvictions && IsFull(); ++i) {
      if (part_.table.EvictNear(hash_) > now_) ++store_.evictions_;
    }
    part_.table.Insert(hash_, time, now_);
  }

  void Sweep() {
    const std::int64_t elapsed =
        std::min(now_ - part_.swept_at, kSweepNanoseconds);
    const auto capacity = static_cast<std::int64_t>(part_.table.capacity());
    // In microseconds, lest the product overflows.
    const std::int64_t due =
        elapsed / 1000 * capacity / (kSweepNanoseconds / 1000);
    part_.table.Sweep(
        static_cast<std::size_t>(std::clamp(due, kLeastSwept, kMostSwept)),
        now_);
    part_.swept_at = now_;
  }

 private:
  static std::int64_t Change(std::size_t before, std::size_t after) {
    return static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
  }

  bool IsFull() const {
    return store_.counters_.load(std::memory_order_relaxed) +
               Change(size_, part_.table.size()) >=
           store_.max_counters_.load(std::memory_order_relaxed);
  }

  MemoryLimitStore& store_;
  const std::int64_t now_;
  const std::uint64_t hash_;
  Part& part_;
  const std::scoped_lock<std::mutex> lock_;
  const std::size_t size_;
  const std::size_t capacity_;
};

MemoryLimitStore::MemoryLimitStore(std::int64_t max_counters,
                                   const Clock& clock)
    : clock_(clock), parts_(kParts), max_counters_(max_counters) {}

void MemoryLimitStore::SetMaxCounters(std::int64_t max_counters) {
  max_counters_ = max_counters;
}

std::int64_t MemoryLimitStore::Now() const {
  return std::chrono::nanoseconds(clock_.Now().time_since_epoch()).count();
}

void MemoryLimitStore::SweepInTurn(std::int64_t now) {
  const std::uint64_t turn = takings_.fetch_add(1, std::memory_order_relaxed);
  if (turn % kTakingsPerRound != 0) return;
  Access(*this, turn / kTakingsPerRound, now).Sweep();
}

// How long to wait; 0 if one was taken.
std::int64_t MemoryLimitStore::TakeOne(const LimitUse& use, std::int64_t now) {
  Access access(*this, hash_(use.key), now);
  access.Sweep();
  std::int64_t* const time = access.Find();
  const CellTaking taking =
      TakeCell(*use.limit, time == nullptr ? 0 : *time, now);
  if (taking.retry_after > 0) return taking.retry_after;
  if (time == nullptr) {
    access.Insert(taking.time);
  } else {
    *time = taking.time;
  }
  return 0;
}

void MemoryLimitStore::GiveOneBack(const LimitUse& use, std::int64_t now) {
  Access access(*this, hash_(use.key), now);
  if (std::int64_t* const time = access.Find())
    *time = GiveCellBack(*use.limit, *time);
}

boost::asio::awaitable<std::optional<LimitRefusal>> MemoryLimitStore::Take(
    const std::vector<LimitUse>& uses) {
  const std::int64_t now = Now();
  SweepInTurn(now);
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const std::int64_t wait = TakeOne(uses[i], now);
    if (wait == 0) continue;
    for (std::size_t taken = i; taken > 0; --taken)
      GiveOneBack(uses[taken - 1], now);
    co_return LimitRefusal{i, std::chrono::nanoseconds(wait)};
  }
  co_return std::nullopt;
}

boost::asio::awaitable<void> MemoryLimitStore::GiveBack(
    const std::vector<LimitUse>& uses) {
  const std::int64_t now = Now();
  for (const LimitUse& use : uses) GiveOneBack(use, now);
  co_return;
}

boost::asio::awaitable<std::vector<LimitState>> MemoryLimitStore::Peek(
    const std::vector<LimitUse>& uses) {
  const std::int64_t now = Now();
  std::vector<LimitState> states;
  for (const LimitUse& use : uses) {
    Access access(*this, hash_(use.key), now);
    const std::int64_t* const time = access.Find();
    states.push_back(CellState(*use.limit, time == nullptr ? 0 : *time, now));
  }
  co_return states;
}

}  // namespace herald
