// SPDX-License-Identifier: Apache-2.0
#include "delivery/recorded_notifications.h"

#include <utility>

#include <cstdint>
#include <string>

namespace herald {
namespace {

bool IsTo(const v1::SandboxNotification& recorded, std::string_view recipient) {
  const v1::Notification& notification = recorded.notification();
  return notification.has_email()
             ? notification.email().to() == recipient
             : notification.phone().recipient() == recipient;
}

}  // namespace

std::uint64_t RecordedNotifications::Record(
    const v1::Notification& notification, std::string_view request_id,
    absl::Time receive_time) {
  v1::SandboxNotification recorded;
  *recorded.mutable_notification() = notification;
  recorded.set_request_id(std::string(request_id));
  const std::int64_t nanos = absl::ToUnixNanos(receive_time);
  recorded.mutable_receive_time()->set_seconds(nanos / 1'000'000'000);
  recorded.mutable_receive_time()->set_nanos(
      static_cast<std::int32_t>(nanos % 1'000'000'000));

  const std::lock_guard lock(mutex_);
  newest_first_.push_front(std::move(recorded));
  if (newest_first_.size() > capacity_) newest_first_.pop_back();
  return ++recorded_;
}

std::vector<v1::SandboxNotification> RecordedNotifications::List(
    std::size_t limit, std::string_view recipient) const {
  std::vector<v1::SandboxNotification> listed;
  const std::lock_guard lock(mutex_);
  for (const v1::SandboxNotification& recorded : newest_first_) {
    if (listed.size() == limit) break;
    if (recipient.empty() || IsTo(recorded, recipient)) {
      listed.push_back(recorded);
    }
  }
  return listed;
}

}  // namespace herald
