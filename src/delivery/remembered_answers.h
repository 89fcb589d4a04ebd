// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

#include "delivery/digest.h"

namespace herald {

// Answers by the digest of their request id, in the order in which they were
// given. The oldest leave: at their time, or early if there are too many. Used
// by one thread. No call takes long: what has to leave does so a few at each.
class RememberedAnswers {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // Serialized, for it is small that way.
  struct Answer {
    // A digest has the same size for every id: the bound on the number is one
    // on the memory too, whatever callers choose.
    Digest request_id;
    Digest fingerprint;
    TimePoint time;
    std::string response;
  };

  // May be changed at any time.
  void SetBounds(std::chrono::nanoseconds retention, std::size_t max_size) {
    retention_ = retention;
    max_size_ = max_size;
  }

  // Keeps an answer to an id that has none, not older than the one before.
  void Add(Answer answer);

  // Null if there is none, or if it has grown too old. Valid until the next
  // call of another function.
  const Answer* Find(const Digest& request_id, TimePoint now) const;

  // Lets some of those go that have to leave; to be called at every use.
  void Forget(TimePoint now);

  std::size_t size() const { return answers_.size(); }

  // How many left early, ever.
  std::uint64_t forgotten_early() const { return forgotten_early_; }

 private:
  // Many tables, for one that grows moves all it holds at once.
  using Positions = std::unordered_map<Digest, std::uint64_t, DigestHash>;
  Positions& PositionsFor(const Digest& id) {
    return positions_[id.second % positions_.size()];
  }
  const Positions& PositionsFor(const Digest& id) const {
    return positions_[id.second % positions_.size()];
  }

  bool IsOld(const Answer& answer, TimePoint now) const {
    return now - answer.time >= retention_;
  }
  void DropOldest();

  std::chrono::nanoseconds retention_{0};
  std::size_t max_size_ = 0;

  std::deque<Answer> answers_;
  std::uint64_t dropped_ = 0;  // The first answer's position.
  std::array<Positions, 64> positions_;
  std::uint64_t forgotten_early_ = 0;
};

}  // namespace herald
