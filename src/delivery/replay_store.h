// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string_view>
#include <variant>

#include "delivery/clock.h"
#include "delivery/digest.h"
#include "herald/v1/notification_service.pb.h"

namespace herald {

// The right, and so the duty, to carry out the delivery with some request id.
// It ends when it is destroyed: if it was not settled by then, nothing is
// remembered, and one of the repeats that wait carries the delivery out.
class ReplayClaim {
 public:
  virtual ~ReplayClaim() = default;

  // What became of the delivery; the repeats that wait get it too. Must come
  // once at most. Remembers only what IsRemembered. The claim and `response`
  // must outlive the awaitable.
  virtual boost::asio::awaitable<void> Settle(
      const v1::DeliverNotificationResponse& response) = 0;
};

// The request id belongs to another notification.
struct RequestIdTaken {};

// The first delivery was still under way when the repeat's time was over.
// Whether anything is sent is unknown.
struct StillUnderWay {};

// What a request id is answered: carry the delivery out; the first answer,
// marked as `replayed`; or neither.
using ClaimAnswer =
    std::variant<std::unique_ptr<ReplayClaim>, v1::DeliverNotificationResponse,
                 RequestIdTaken, StillUnderWay>;

// Remembers deliveries by their request ids, so that a repeat sends nothing.
// `fingerprint` is that of the request (see FingerprintOf). The store outlives
// its claims, and the arguments the awaitables.
class ReplayStore {
 public:
  virtual ~ReplayStore() = default;

  // Waits for a delivery that is under way, until `deadline`. The answer is
  // never a null claim.
  virtual boost::asio::awaitable<ClaimAnswer> Claim(std::string_view request_id,
                                                    const Digest& fingerprint,
                                                    Deadline deadline) = 0;

  // What Claim would answer, without claiming or waiting: a null claim where
  // the delivery would be carried out.
  virtual boost::asio::awaitable<ClaimAnswer> Look(
      std::string_view request_id, const Digest& fingerprint) = 0;
};

// Whether a repeat gets this answer, rather than being carried out: after
// success, after a final failure, and whenever something may have been sent.
bool IsRemembered(const v1::DeliverNotificationResponse& response);

}  // namespace herald
