// SPDX-License-Identifier: Apache-2.0
#include "delivery/pause.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace herald {

boost::asio::awaitable<void> TimerPause::Until(Deadline time) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                  time);
  boost::system::error_code error;
  co_await timer.async_wait(
      boost::asio::redirect_error(boost::asio::use_awaitable, error));
}

}  // namespace herald
