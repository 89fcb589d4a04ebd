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
  if (unwritten_ + waiting_.size() + line.size() >= kMaxWaitingBytes)
    return false;
  waiting_.append(line).push_back('\n');
  return true;
}

void LineOutput::Flush(std::chrono::milliseconds timeout) {
  WriteWaiting(Clock::now() + timeout);
}

// Writes what waits, unless another thread does. Goes on until nothing waits,
// or until there is no room and the deadline is over.
void LineOutput::WriteWaiting(Clock::time_point deadline) {
  while (TakeTurn()) {
    const bool is_done = WriteBatch(deadline);
    const std::lock_guard lock(mutex_);
    is_writing_ = false;
    unwritten_ = batch_.size() - written_;
    if (!is_done) return;
  }
}

// Whether this thread is the one to write, and there is something.
bool LineOutput::TakeTurn() {
  const std::lock_guard lock(mutex_);
  if (is_writing_) return false;
  if (unwritten_ == 0) {
    batch_.clear();
    if (batch_.capacity() > kMaxKeptBytes) batch_ = std::string();
    batch_.swap(waiting_);
    written_ = 0;
    unwritten_ = batch_.size();
  }
  return is_writing_ = unwritten_ > 0;
}

// Whether the batch is done with. Otherwise whoever writes next goes on with
// it: moving what is left would cost more than writing it.
bool LineOutput::WriteBatch(Clock::time_point deadline) {
  while (written_ < batch_.size()) {
    if (!AwaitRoom(descriptor_, deadline)) return false;
    // What a pipe with room takes without blocking.
    const std::string_view piece =
        std::string_view(batch_).substr(written_, PIPE_BUF);
    const ssize_t size = write(descriptor_, piece.data(), piece.size());
    if (size >= 0) {
      written_ += static_cast<std::size_t>(size);
    } else if (errno != EINTR && errno != EAGAIN) {
      dropped_.fetch_add(
          std::ranges::count(std::string_view(batch_).substr(written_), '\n'),
          std::memory_order_relaxed);
      written_ = batch_.size();
    }
  }
  return true;
}

}  // namespace herald
