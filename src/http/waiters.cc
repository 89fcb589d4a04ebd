// SPDX-License-Identifier: Apache-2.0
#include "http/waiters.h"

#include <boost/asio/this_coro.hpp>

#include "http/signal.h"

namespace herald {
namespace {

// Keeps a signal in the list while a coroutine waits for it.
class Waiting {
 public:
  Waiting(std::list<Signal*>& list, Signal& signal)
      : list_(list), place_(list.insert(list.end(), &signal)) {}
  ~Waiting() { list_.erase(place_); }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  std::list<Signal*>& list_;
  const std::list<Signal*>::iterator place_;
};

}  // namespace

boost::asio::awaitable<bool> Waiters::Wait(
    std::chrono::steady_clock::time_point deadline) {
  Signal signal(co_await boost::asio::this_coro::executor, deadline);
  const Waiting waiting(waiting_, signal);
  co_await signal.Wait();
  co_return signal.is_given();
}

void Waiters::WakeAll() {
  for (Signal* signal : waiting_) signal->Give();
}

}  // namespace herald
