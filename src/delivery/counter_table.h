// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace herald {

// Times by hashes, 16 bytes each: a hash table with open addressing that stands
// in the order of the hashes. An entry whose time has passed is dead, and is
// taken out as the sweep comes by. Grows by a quarter and shrinks again.
// For one thread at a time.
class CounterTable {
 public:
  // The time of a hash; null if it is not in the table. Valid until the next
  // change of the table.
  std::int64_t* Find(std::uint64_t hash);

  // Adds a hash that is not in the table, with a time that is not 0.
  void Insert(std::uint64_t hash, std::int64_t time, std::int64_t now);

  // Takes out the stalest of a few entries near the hash: the one that would
  // die first. Its time; 0 if the table is empty.
  std::int64_t EvictNear(std::uint64_t hash);

  // Looks at the next `slots` slots, takes out what is dead, and gives memory
  // back after a round that found much room.
  void Sweep(std::size_t slots, std::int64_t now);

  // How many entries there are, dead ones among them.
  std::size_t size() const { return size_; }

  // How many slots there are, of 16 bytes each.
  std::size_t capacity() const { return slots_.size(); }

 private:
  // Free if the time is 0.
  struct Slot {
    std::uint64_t hash = 0;
    std::int64_t time = 0;
  };
  static_assert(sizeof(Slot) == 16);

  std::size_t Home(std::uint64_t hash) const;
  std::size_t Next(std::size_t index) const;
  std::size_t Distance(std::size_t from, std::size_t to) const;
  void Place(const Slot& slot);
  void Remove(std::size_t index);
  void Rebuild(std::int64_t now);

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
  std::size_t sweep_at_ = 0;
};

}  // namespace herald
