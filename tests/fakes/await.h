// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>

namespace herald {

// Runs `context` until the coroutine has ended, and returns its value. What
// else waits in the context stays there. Ends the test program if the context
// runs out of work first.
template <typename T>
T Await(boost::asio::io_context& context, boost::asio::awaitable<T> coroutine) {
  std::optional<T> result;
  std::exception_ptr failure;
  bool is_over = false;
  boost::asio::co_spawn(context, std::move(coroutine),
                        [&](std::exception_ptr exception, T value) {
                          is_over = true;
                          failure = exception;
                          result = std::move(value);
                        });
  context.restart();
  while (!is_over) {
    if (context.run_one() == 0) {
      std::cerr << "Await: the coroutine waits for nothing\n";
      std::abort();
    }
  }
  if (failure) std::rethrow_exception(failure);
  return *std::move(result);
}

// The same on a context of its own, for a coroutine bound to no other.
template <typename T>
T Await(boost::asio::awaitable<T> coroutine) {
  boost::asio::io_context context(1);
  return Await(context, std::move(coroutine));
}

inline boost::asio::awaitable<bool> Completion(
    boost::asio::awaitable<void> coroutine) {
  co_await std::move(coroutine);
  co_return true;
}

// The same for a coroutine without a value.
inline void Await(boost::asio::awaitable<void> coroutine) {
  Await(Completion(std::move(coroutine)));
}

}  // namespace herald
