// SPDX-License-Identifier: Apache-2.0
#include "http/signal.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace herald {

void Signal::Give() {
  is_given_ = true;
  timer_.cancel();
}

boost::asio::awaitable<void> Signal::Wait() {
  if (is_given_) co_return;
  boost::system::error_code ignored;
  co_await timer_.async_wait(
      boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
}

}  // namespace herald
