// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "delivery/clock.h"
#include "herald/v1/explanation.pb.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// What a provider is told about an attempt besides the notification. Plain
// values; whatever they point to outlives the attempt.
struct AttemptContext {
  // The caller's key for this delivery; may be empty.
  std::string_view request_id;

  // What the provider recognizes a repeat by, if it can; empty without a
  // request id.
  std::string idempotency_key;

  // The `traceparent` of the request to the provider; may be empty.
  std::string traceparent;

  // When the attempt has to be over.
  Deadline deadline;

  // Which attempt at this provider it is within the delivery, from 1.
  int number = 1;
};

// What an attempt would send, without sending it.
struct Prepared {
  // The outcome that the attempt would have, if nothing would be sent.
  std::optional<v1::Attempt> refusal;

  // The request, if the provider speaks HTTP. Holds its secrets.
  std::optional<v1::ProviderRequest> request;
};

// A configured account at a third party. Makes one attempt and reports what
// became of it; never retries, logs or stores. One object serves one I/O
// thread, and may have many attempts under way there.
//
// Notifications have passed validation: the recipient is in E.164 or is a
// plain address, header values hold no line break, the locale has dashes.
class Provider {
 public:
  virtual ~Provider() = default;

  // OK if the provider can carry such a notification at all; otherwise
  // FAILED_PRECONDITION with a message that completes the sentence "provider X
  // ...", for example "cannot carry email". Costs next to nothing.
  virtual absl::Status CanCarry(const v1::Notification& notification) const = 0;

  // Does all that Deliver does before anything is sent.
  virtual Prepared Prepare(const v1::Notification& notification,
                           const AttemptContext& context) const = 0;

  // Makes one attempt. Fills outcome, scope, reason_code, reason,
  // provider_message_id, retry_after and possibly_sent; the engine fills the
  // rest, bounds the texts and removes private data from them. The arguments
  // must outlive the awaitable.
  virtual boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification, const AttemptContext& context) = 0;
};

}  // namespace herald
