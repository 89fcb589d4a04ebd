// SPDX-License-Identifier: Apache-2.0
#include "http/signal.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "fakes/await.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Longer than any test takes.
constexpr std::chrono::hours kLong(1);

TEST(Signal, WakesTheOneThatWaits) {
  boost::asio::io_context io(1);
  Signal signal(io.get_executor(), steady_clock::now() + kLong);
  boost::asio::post(io, [&] { signal.Give(); });
  EXPECT_FALSE(signal.is_given());
  Await(io, Completion(signal.Wait()));
  EXPECT_TRUE(signal.is_given());
}

TEST(Signal, MayBeGivenBefore) {
  boost::asio::io_context io(1);
  Signal signal(io.get_executor(), steady_clock::now() + kLong);
  signal.Give();
  Await(io, Completion(signal.Wait()));
  EXPECT_TRUE(signal.is_given());
}

TEST(Signal, WaitsUntilTheDeadlineOnly) {
  boost::asio::io_context io(1);
  Signal signal(io.get_executor(), steady_clock::now() + milliseconds(10));
  Await(io, Completion(signal.Wait()));
  EXPECT_FALSE(signal.is_given());
}

}  // namespace
}  // namespace herald
