// SPDX-License-Identifier: Apache-2.0
#include "telemetry/line_output.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace herald {
namespace {

// After a burst, memory beyond this is given back.
constexpr std::size_t kMaxKeptBytes = 256 << 10;

}  // namespace

void LineOutput::Write(std::string_view line) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() >= kMaxWaitingBytes) {
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    waiting_.append(line).push_back('\n');
    if (is_writing_) return;
    is_writing_ = true;
  }
  while (true) {
    batch_.clear();
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) {
        is_writing_ = false;
        if (batch_.capacity() > kMaxKeptBytes) batch_ = std::string();
        if (waiting_.capacity() > kMaxKeptBytes) waiting_ = std::string();
        return;
      }
      batch_.swap(waiting_);
    }
    WriteAll(batch_);
  }
}

void LineOutput::WriteAll(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t written = write(descriptor_, lines.data(), lines.size());
    if (written >= 0) {
      lines.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      // Whoever started us made it so; the descriptor is not ours to change.
      pollfd writable = {.fd = descriptor_, .events = POLLOUT, .revents = 0};
      poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      dropped_.fetch_add(std::ranges::count(lines, '\n'),
                         std::memory_order_relaxed);
      return;
    }
  }
}

}  // namespace herald
