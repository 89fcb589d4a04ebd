// SPDX-License-Identifier: Apache-2.0
#include "telemetry/line_output.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace herald {
namespace {

// After a burst, memory beyond this is given back.
constexpr std::size_t kMaxKeptBytes = 256 << 10;

using Clock = std::chrono::steady_clock;

// Whether something can be written at once, or by the deadline.
bool AwaitRoom(int descriptor, Clock::time_point deadline) {
  pollfd writable = {.fd = descriptor, .events = POLLOUT, .revents = 0};
  if (poll(&writable, 1, 0) != 0) return true;
  const Clock::time_point now = Clock::now();
  if (deadline <= now) return false;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - now);
  return poll(&writable, 1, static_cast<int>(left.count())) != 0;
}

}  // namespace

void LineOutput::Write(std::string_view line) {
  const bool is_kept = Keep(line);
  WriteWaiting(Clock::time_point::min());
  if (!is_kept && !Keep(line)) dropped_.fetch_add(1, std::memory_order_relaxed);
}

bool LineOutput::Keep(std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() + line.size() >= kMaxWaitingBytes) return false;
  waiting_.append(line).push_back('\n');
  return true;
}

void LineOutput::Flush(std::chrono::milliseconds timeout) {
  WriteWaiting(Clock::now() + timeout);
}

// Writes what waits, unless another thread does. Goes on until nothing waits,
// or until there is no room and the deadline is over.
void LineOutput::WriteWaiting(Clock::time_point deadline) {
  while (AwaitRoom(descriptor_, deadline)) {
    {
      const std::lock_guard lock(mutex_);
      if (is_writing_ || waiting_.empty()) return;
      is_writing_ = true;
      batch_.swap(waiting_);
    }
    const std::size_t written = WriteSome(batch_, deadline);
    const bool has_room = written == batch_.size();
    const std::lock_guard lock(mutex_);
    if (!has_room) waiting_.insert(0, batch_, written);
    batch_.clear();
    is_writing_ = false;
    if (batch_.capacity() > kMaxKeptBytes) batch_ = std::string();
    if (waiting_.empty() && waiting_.capacity() > kMaxKeptBytes)
      waiting_ = std::string();
    if (!has_room) return;
  }
}

// How many bytes are done with.
std::size_t LineOutput::WriteSome(std::string_view lines,
                                  Clock::time_point deadline) {
  std::size_t written = 0;
  while (written < lines.size()) {
    if (!AwaitRoom(descriptor_, deadline)) return written;
    // What a pipe with room takes without blocking.
    const std::string_view piece = lines.substr(written, PIPE_BUF);
    const ssize_t size = write(descriptor_, piece.data(), piece.size());
    if (size >= 0) {
      written += static_cast<std::size_t>(size);
    } else if (errno != EINTR && errno != EAGAIN) {
      dropped_.fetch_add(std::ranges::count(lines.substr(written), '\n'),
                         std::memory_order_relaxed);
      return lines.size();
    }
  }
  return written;
}

}  // namespace herald
