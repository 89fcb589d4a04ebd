// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>

#include "delivery/clock.h"
#include "delivery/digest.h"
#include "delivery/replay_store.h"

namespace herald {

// A delivery that is being carried out, and the repeats that wait for it. Used
// by one thread. Shared by the claim to it, the store and the repeats.
class DeliveryUnderWay {
 public:
  // A repeat that waits. Lives in the repeat's coroutine.
  class Waiter {
   public:
    Waiter(const boost::asio::any_io_executor& executor,
           std::shared_ptr<DeliveryUnderWay> delivery);
    Waiter(const Waiter&) = delete;
    ~Waiter();

    // What comes first: the answer, the claim, or the deadline.
    boost::asio::awaitable<ClaimAnswer> Wait(Deadline deadline);

   private:
    friend class DeliveryUnderWay;

    // The store's timer, which is cancelled to wake the waiter.
    boost::asio::steady_timer timer_;
    const std::shared_ptr<DeliveryUnderWay> delivery_;
    std::list<Waiter*>::iterator place_;

    // Set by what woke it, which also took it from the list.
    std::unique_ptr<ReplayClaim> claim_;
    std::shared_ptr<const v1::DeliverNotificationResponse> answer_;
  };

  explicit DeliveryUnderWay(const Digest& fingerprint)
      : fingerprint_(fingerprint) {}

  const Digest& fingerprint() const { return fingerprint_; }
  bool has_waiters() const { return !waiters_.empty(); }

  // Gives the claim to whoever has waited longest. Requires that somebody does.
  void HandOver(std::unique_ptr<ReplayClaim> claim);

  // Gives the answer to all that wait.
  void Answer(v1::DeliverNotificationResponse response);

 private:
  Waiter& TakeFirst();

  const Digest fingerprint_;
  std::list<Waiter*> waiters_;
};

}  // namespace herald
