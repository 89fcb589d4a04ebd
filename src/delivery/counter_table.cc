// SPDX-License-Identifier: Apache-2.0
#include "delivery/counter_table.h"

#include <utility>

#include <algorithm>

namespace herald {
namespace {

constexpr std::size_t kMinCapacity = 16;
constexpr std::size_t kEvictionChoice = 8;

// Percent of the slots that are taken: at most, after a rebuild, and below
// which a rebuild frees memory.
constexpr std::size_t kMaxLoad = 80;
constexpr std::size_t kRebuiltLoad = 64;
constexpr std::size_t kMinLoad = 40;

}  // namespace

std::size_t CounterTable::Home(std::uint64_t hash) const {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(Wide{hash} * slots_.size() >> 64);
}

std::size_t CounterTable::Next(std::size_t index) const {
  return index + 1 == slots_.size() ? 0 : index + 1;
}

std::size_t CounterTable::Distance(std::size_t from, std::size_t to) const {
  return to >= from ? to - from : to + slots_.size() - from;
}

std::int64_t* CounterTable::Find(std::uint64_t hash) {
  if (slots_.empty()) return nullptr;
  for (std::size_t i = Home(hash); slots_[i].time != 0; i = Next(i)) {
    if (slots_[i].hash == hash) return &slots_[i].time;
  }
  return nullptr;
}

void CounterTable::Insert(std::uint64_t hash, std::int64_t time,
                          std::int64_t now) {
  if ((size_ + 1) * 100 > slots_.size() * kMaxLoad) Rebuild(now);
  Place(Slot{hash, time});
}

void CounterTable::Place(const Slot& slot) {
  std::size_t at = Home(slot.hash);
  while (slots_[at].time != 0) at = Next(at);
  slots_[at] = slot;
  ++size_;
}

// Moves later entries up, so that none stands behind a gap on its way.
void CounterTable::Remove(std::size_t index) {
  for (std::size_t i = Next(index); slots_[i].time != 0; i = Next(i)) {
    if (Distance(Home(slots_[i].hash), i) < Distance(index, i)) continue;
    slots_[index] = slots_[i];
    index = i;
  }
  slots_[index] = Slot{};
  --size_;
}

std::int64_t CounterTable::EvictNear(std::uint64_t hash) {
  if (size_ == 0) return 0;
  const std::size_t choice = std::min(size_, kEvictionChoice);
  std::size_t at = Home(hash);
  std::size_t stalest = at;
  for (std::size_t seen = 0; seen < choice; at = Next(at)) {
    if (slots_[at].time == 0) continue;
    if (seen++ == 0 || slots_[at].time < slots_[stalest].time) stalest = at;
  }
  const std::int64_t time = slots_[stalest].time;
  Remove(stalest);
  return time;
}

void CounterTable::Sweep(std::size_t slots, std::int64_t now) {
  for (; slots > 0 && !slots_.empty(); --slots) {
    const std::int64_t time = slots_[sweep_at_].time;
    if (time != 0 && time <= now) {
      Remove(sweep_at_);
      continue;
    }
    sweep_at_ = Next(sweep_at_);
    if (sweep_at_ == 0 && slots_.size() > kMinCapacity &&
        size_ * 100 < slots_.size() * kMinLoad) {
      Rebuild(now);
    }
  }
}

void CounterTable::Rebuild(std::int64_t now) {
  const auto alive = static_cast<std::size_t>(std::ranges::count_if(
      slots_, [now](const Slot& slot) { return slot.time > now; }));
  std::vector<Slot> old(
      std::max(kMinCapacity, (alive + 1) * 100 / kRebuiltLoad));
  std::swap(old, slots_);
  size_ = 0;
  sweep_at_ = 0;
  for (const Slot& slot : old) {
    if (slot.time > now) Place(slot);
  }
}

}  // namespace herald
