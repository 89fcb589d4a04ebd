// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace herald {

// Writes lines to a file descriptor, each whole. Any thread may call it, and
// none is held up: a thread that finds another one writing leaves its line to
// it, and what a reader that stands still has no room for waits for the next
// line or the Flush.
class LineOutput {
 public:
  static constexpr std::size_t kMaxWaitingBytes = 4 << 20;

  explicit LineOutput(int descriptor) : descriptor_(descriptor) {}

  // `line` is without its line break. Dropped if too many lines wait, or if
  // they cannot be written.
  void Write(std::string_view line);

  // Waits until all lines are written, for `timeout` at the most.
  void Flush(std::chrono::milliseconds timeout);

  std::int64_t dropped() const {
    return dropped_.load(std::memory_order_relaxed);
  }

 private:
  bool Keep(std::string_view line);
  void WriteWaiting(std::chrono::steady_clock::time_point deadline);
  bool TakeTurn();
  bool WriteBatch(std::chrono::steady_clock::time_point deadline);

  const int descriptor_;
  std::atomic<std::int64_t> dropped_ = 0;
  std::mutex mutex_;
  std::string waiting_;
  std::size_t unwritten_ = 0;  // Of the batch, as of the last turn.
  bool is_writing_ = false;

  // Of whoever writes.
  std::string batch_;
  std::size_t written_ = 0;
};

}  // namespace herald
