// SPDX-License-Identifier: Apache-2.0
#include "http/connection_pool.h"

#include <algorithm>

#include "http/signal.h"

namespace herald {

namespace asio = boost::asio;

// One place in the queue. Lives in the waiting coroutine's frame, and leaves
// the queue with it.
struct ConnectionPool::Waiter {
  Waiter(ConnectionPool& pool, const asio::any_io_executor& executor,
         std::chrono::steady_clock::time_point deadline)
      : pool(pool), turn(executor, deadline) {
    place = pool.queue_.insert(pool.queue_.end(), this);
  }
  ~Waiter() {
    if (!turn.is_given()) pool.queue_.erase(place);
    if (turn.is_given() && !is_taken) pool.GiveBack(std::move(stream));
  }

  ConnectionPool& pool;
  Signal turn;
  std::list<Waiter*>::iterator place;
  bool is_taken = false;
  std::unique_ptr<ByteStream> stream;
};

ConnectionPool::ConnectionPool(const HttpClientOptions& options,
                               AlarmClock& clock)
    : options_(options), expiry_(clock, [this] { CloseExpired(); }) {}

asio::awaitable<Lease> ConnectionPool::Acquire(
    const asio::any_io_executor& executor,
    std::chrono::steady_clock::time_point deadline) {
  std::unique_ptr<ByteStream> idle = TakeIdle();
  if (idle != nullptr) co_return Lease(this, std::move(idle));
  if (open_ < options_.max_connections_per_origin) {
    ++open_;
    co_return Lease(this, nullptr);
  }
  Waiter waiter(*this, executor, deadline);
  co_await waiter.turn.Wait();
  if (!waiter.turn.is_given()) co_return Lease();
  waiter.is_taken = true;
  // It was given back a moment ago, but a moment is enough to be closed.
  if (waiter.stream != nullptr && !waiter.stream->IsQuiet()) {
    waiter.stream = nullptr;
  }
  co_return Lease(this, std::move(waiter.stream));
}

bool ConnectionPool::IsQueueFull() const {
  return open_ >= options_.max_connections_per_origin && idle_.empty() &&
         queue_.size() >= options_.max_waiting_per_origin;
}

std::unique_ptr<ByteStream> ConnectionPool::TakeIdle() {
  while (!idle_.empty()) {
    std::unique_ptr<ByteStream> stream = std::move(idle_.back().stream);
    idle_.pop_back();
    if (stream->IsQuiet()) return stream;
    --open_;
  }
  return nullptr;
}

void ConnectionPool::GiveBack(std::unique_ptr<ByteStream> reusable) {
  if (is_closed_) reusable = nullptr;
  if (reusable != nullptr) reusable->NeverExpire();
  if (!queue_.empty()) {
    Waiter* first = queue_.front();
    queue_.pop_front();
    first->stream = std::move(reusable);
    first->turn.Give();
    return;
  }
  if (reusable == nullptr ||
      idle_.size() >= options_.max_idle_connections_per_origin) {
    --open_;
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  idle_.push_back({std::move(reusable), now});
  if (!expiry_.is_set()) expiry_.Set(now + options_.idle_timeout);
}

void ConnectionPool::CloseExpired() {
  const auto limit = std::chrono::steady_clock::now() - options_.idle_timeout;
  const auto first_good =
      std::find_if(idle_.begin(), idle_.end(),
                   [&](const IdleConnection& i) { return i.since > limit; });
  open_ -= first_good - idle_.begin();
  idle_.erase(idle_.begin(), first_good);
  if (!idle_.empty()) expiry_.Set(idle_.front().since + options_.idle_timeout);
}

void ConnectionPool::Close() {
  is_closed_ = true;
  open_ -= idle_.size();
  idle_.clear();
  expiry_.Clear();
}

Lease::Lease(ConnectionPool* pool, std::unique_ptr<ByteStream> stream)
    : pool_(pool), stream_(std::move(stream)) {}

Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)),
      stream_(std::move(other.stream_)),
      is_reusable_(other.is_reusable_) {}

Lease::~Lease() {
  if (pool_ == nullptr) return;
  if (!is_reusable_) stream_ = nullptr;
  pool_->GiveBack(std::move(stream_));
}

}  // namespace herald
