// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/sandbox_service.pb.h"

namespace herald {

// What a sandbox provider was given: the newest `capacity` notifications. Any
// thread may call it; one object serves all I/O threads.
class RecordedNotifications {
 public:
  explicit RecordedNotifications(std::size_t capacity) : capacity_(capacity) {}

  std::size_t capacity() const { return capacity_; }

  // Keeps a copy, and forgets the oldest beyond the capacity. Returns how many
  // have been recorded ever, this one included.
  std::uint64_t Record(const v1::Notification& notification,
                       std::string_view request_id, absl::Time receive_time);

  // The newest first; at most `limit`, and only those to `recipient` unless it
  // is empty.
  std::vector<v1::SandboxNotification> List(std::size_t limit,
                                            std::string_view recipient) const;

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::deque<v1::SandboxNotification> newest_first_;
  std::uint64_t recorded_ = 0;
};

// What the sandbox provider of a name was given.
struct Sandbox {
  std::string name;
  std::shared_ptr<RecordedNotifications> recorded;
};

// Those of a configuration, in its order.
using Sandboxes = std::vector<Sandbox>;

}  // namespace herald
