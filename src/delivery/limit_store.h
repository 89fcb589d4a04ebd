// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "herald/v1/guard.pb.h"

namespace herald {

// How often something may happen: evenly, one in each `interval`, and up to
// `burst` at once. To refill takes at most 100 years.
struct Limit {
  std::string name;
  v1::LimitKey by = v1::LIMIT_KEY_UNSPECIFIED;
  std::chrono::nanoseconds interval{1};
  std::int64_t burst = 1;
};

// One of a limit for one key.
struct LimitUse {
  // Outlives the use.
  const Limit* limit = nullptr;

  // Names the counter: no two limits have one in common.
  std::string key;
};

// The first of several uses that its limit refuses.
struct LimitRefusal {
  std::size_t index = 0;

  // When one more will be allowed if nothing else happens until then.
  std::chrono::nanoseconds retry_after{0};
};

// What is left of a limit for one key.
struct LimitState {
  std::int64_t remaining = 0;

  // When there will be one; 0 if there is.
  std::chrono::nanoseconds retry_after{0};
};

// Remembers how much of each limit is used, for the whole process and beyond a
// reload: a counter is known by its key alone, whatever the limit was when it
// was used before. Any thread may call it; the arguments outlive the awaitable.
class LimitStore {
 public:
  virtual ~LimitStore() = default;

  // Takes one of each, or nothing and says which was refused. Of one key never
  // more than its limit allows is taken, whoever else takes at the same time.
  virtual boost::asio::awaitable<std::optional<LimitRefusal>> Take(
      const std::vector<LimitUse>& uses) = 0;

  // Undoes a Take.
  virtual boost::asio::awaitable<void> GiveBack(
      const std::vector<LimitUse>& uses) = 0;

  // What is left of each.
  virtual boost::asio::awaitable<std::vector<LimitState>> Peek(
      const std::vector<LimitUse>& uses) = 0;
};

}  // namespace herald
