// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace herald {

// Writes lines to a file descriptor, each whole. Any thread may call it; they
// do not wait for each other: a thread that finds another one writing leaves
// its line to it. A reader that is slow, or stands still, thus holds up one
// thread at most.
class LineOutput {
 public:
  static constexpr std::size_t kMaxWaitingBytes = 4 << 20;

  explicit LineOutput(int descriptor) : descriptor_(descriptor) {}

  // `line` is without its line break. Dropped if too many lines wait, or if
  // they cannot be written.
  void Write(std::string_view line);

  std::int64_t dropped() const {
    return dropped_.load(std::memory_order_relaxed);
  }

 private:
  void WriteAll(std::string_view lines);

  const int descriptor_;
  std::atomic<std::int64_t> dropped_ = 0;
  std::mutex mutex_;
  std::string waiting_;
  bool is_writing_ = false;
  std::string batch_;  // Of whoever writes.
};

}  // namespace herald
