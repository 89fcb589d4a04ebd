// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <list>

namespace herald {

class Signal;

// The coroutines that wait for the same thing to happen. Belongs to one I/O
// thread.
class Waiters {
 public:
  Waiters() = default;
  Waiters(const Waiters&) = delete;
  Waiters& operator=(const Waiters&) = delete;

  // Returns with the next WakeAll, or at the deadline. Whether it was woken.
  // This object outlives the awaitable.
  boost::asio::awaitable<bool> Wait(
      std::chrono::steady_clock::time_point deadline);

  void WakeAll();

 private:
  std::list<Signal*> waiting_;
};

}  // namespace herald
