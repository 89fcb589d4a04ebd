// SPDX-License-Identifier: Apache-2.0
#include "delivery/delivery_under_way.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace herald {

DeliveryUnderWay::Waiter::Waiter(const boost::asio::any_io_executor& executor,
                                 std::shared_ptr<DeliveryUnderWay> delivery)
    : timer_(executor),
      delivery_(std::move(delivery)),
      place_(delivery_->waiters_.insert(delivery_->waiters_.end(), this)) {}

DeliveryUnderWay::Waiter::~Waiter() {
  if (place_ != delivery_->waiters_.end()) delivery_->waiters_.erase(place_);
}

boost::asio::awaitable<ClaimAnswer> DeliveryUnderWay::Waiter::Wait(
    Deadline deadline) {
  timer_.expires_at(deadline);
  boost::system::error_code error;
  co_await timer_.async_wait(
      boost::asio::redirect_error(boost::asio::use_awaitable, error));
  if (claim_ != nullptr) co_return std::move(claim_);
  if (answer_ != nullptr) co_return *answer_;
  co_return StillUnderWay();
}

void DeliveryUnderWay::HandOver(std::unique_ptr<ReplayClaim> claim) {
  TakeFirst().claim_ = std::move(claim);
}

void DeliveryUnderWay::Answer(v1::DeliverNotificationResponse response) {
  if (waiters_.empty()) return;
  const auto answer = std::make_shared<const v1::DeliverNotificationResponse>(
      std::move(response));
  while (!waiters_.empty()) TakeFirst().answer_ = answer;
}

DeliveryUnderWay::Waiter& DeliveryUnderWay::TakeFirst() {
  Waiter& waiter = *waiters_.front();
  waiters_.pop_front();
  waiter.place_ = waiters_.end();
  waiter.timer_.cancel();
  return waiter;
}

}  // namespace herald
