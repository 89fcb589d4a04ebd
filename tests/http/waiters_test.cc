// SPDX-License-Identifier: Apache-2.0
#include "http/waiters.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

#include "fakes/await.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class WaitersTest : public testing::Test {
 protected:
  // What comes of waiting for that long.
  void Start(steady_clock::duration time, std::optional<bool>& is_woken) {
    boost::asio::co_spawn(
        io_, waiters_.Wait(steady_clock::now() + time),
        [&](std::exception_ptr, bool result) { is_woken = result; });
    io_.poll();
  }

  Waiters waiters_;
  boost::asio::io_context io_{1};
};

TEST_F(WaitersTest, AreAllWoken) {
  std::optional<bool> first;
  std::optional<bool> second;
  Start(std::chrono::hours(1), first);
  Start(std::chrono::hours(1), second);
  EXPECT_EQ(first, std::nullopt);
  waiters_.WakeAll();
  io_.run();
  EXPECT_EQ(first, true);
  EXPECT_EQ(second, true);
}

TEST_F(WaitersTest, WaitUntilTheirDeadlineOnly) {
  std::optional<bool> is_woken;
  Start(milliseconds(10), is_woken);
  io_.run();
  EXPECT_EQ(is_woken, false);
  waiters_.WakeAll();  // Nobody waits any more.
}

TEST_F(WaitersTest, AreForgottenWithTheirCoroutines) {
  std::optional<bool> is_woken;
  {
    boost::asio::io_context io(1);
    boost::asio::co_spawn(
        io, waiters_.Wait(steady_clock::now() + std::chrono::hours(1)),
        [&](std::exception_ptr, bool result) { is_woken = result; });
    io.poll();
  }
  waiters_.WakeAll();
  EXPECT_EQ(is_woken, std::nullopt);
}

}  // namespace
}  // namespace herald
