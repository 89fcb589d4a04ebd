// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "delivery/attempt.h"
#include "delivery/provider.h"

namespace herald {

// A provider that answers as scripted, in order, then DELIVERED, and records
// what it was given.
class FakeProvider : public Provider {
 public:
  absl::Status CanCarry(const v1::Notification&) const override {
    return can_carry;
  }

  Prepared Prepare(const v1::Notification&,
                   const AttemptContext&) const override {
    return {.refusal = refusal, .request = request};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    notifications.push_back(notification);
    deadlines.push_back(context.deadline);
    request_ids.emplace_back(context.request_id);
    numbers.push_back(context.number);
    if (on_deliver) on_deliver();
    if (answers.empty()) co_return Delivered("fake-id");
    v1::Attempt answer = answers.front();
    answers.pop_front();
    co_return answer;
  }

  absl::Status can_carry;
  std::optional<v1::Attempt> refusal;
  std::optional<v1::ProviderRequest> request;
  std::deque<v1::Attempt> answers;
  std::function<void()> on_deliver;

  std::vector<v1::Notification> notifications;
  std::vector<Deadline> deadlines;
  std::vector<std::string> request_ids;
  std::vector<int> numbers;
};

}  // namespace herald
