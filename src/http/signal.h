// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

namespace herald {

// What one coroutine waits for and others give, once and on the same I/O
// thread. Lives in the frame of the one that waits.
class Signal {
 public:
  Signal(const boost::asio::any_io_executor& executor,
         std::chrono::steady_clock::time_point deadline)
      : timer_(executor, deadline) {}

  void Give();

  bool is_given() const { return is_given_; }

  // Returns when it is given, or at the deadline.
  boost::asio::awaitable<void> Wait();

 private:
  bool is_given_ = false;
  boost::asio::steady_timer timer_;
};

}  // namespace herald
