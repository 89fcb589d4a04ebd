// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <vector>

#include "http/alarm.h"
#include "http/byte_stream.h"
#include "http/http_client_options.h"

namespace herald {

class Lease;

// The connections to one origin. Grants leases up to the bound; beyond it
// attempts wait their turn, first come first served. The connection used last
// is lent first, so that those not needed grow old and are closed. Belongs to
// one I/O thread.
class ConnectionPool {
 public:
  // The arguments must outlive the pool.
  ConnectionPool(const HttpClientOptions& options, AlarmClock& clock);
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  // A lease with a good connection, or with the right to make one, or none:
  // at once if there is one to be had, otherwise by `deadline`. Check
  // IsQueueFull first.
  boost::asio::awaitable<Lease> Acquire(
      const boost::asio::any_io_executor& executor,
      std::chrono::steady_clock::time_point deadline);

  bool IsQueueFull() const;

  // Closes unused connections now, and others when they are given back. Those
  // who wait still get their turn.
  void Close();

  // Nothing is lent and nobody waits.
  bool is_unused() const { return open_ == idle_.size() && queue_.empty(); }

  std::size_t open() const { return open_; }
  std::size_t idle() const { return idle_.size(); }
  std::size_t waiting() const { return queue_.size(); }

 private:
  friend class Lease;
  struct IdleConnection {
    std::unique_ptr<ByteStream> stream;
    std::chrono::steady_clock::time_point since;
  };
  struct Waiter;

  std::unique_ptr<ByteStream> TakeIdle();
  void GiveBack(std::unique_ptr<ByteStream> reusable);
  void CloseExpired();

  const HttpClientOptions& options_;
  std::size_t open_ = 0;  // Lent, with or without a connection, or idle.
  std::vector<IdleConnection> idle_;  // Oldest first.
  std::list<Waiter*> queue_;
  bool is_closed_ = false;
  Alarm expiry_;
};

// The right to hold one connection of a pool, and the connection once there is
// one. Gives both back when destroyed; the pool must live until then.
class Lease {
 public:
  Lease() = default;
  Lease(ConnectionPool* pool, std::unique_ptr<ByteStream> stream);
  ~Lease();
  Lease(Lease&& other) noexcept;
  Lease& operator=(Lease&&) = delete;

  // False: there was none to be had.
  explicit operator bool() const { return pool_ != nullptr; }

  // Null as long as no connection is made.
  ByteStream* stream() const { return stream_.get(); }
  void Use(std::unique_ptr<ByteStream> stream) { stream_ = std::move(stream); }

  // Lets the pool keep the connection. Otherwise it is closed.
  void KeepConnection() { is_reusable_ = true; }

 private:
  ConnectionPool* pool_ = nullptr;
  std::unique_ptr<ByteStream> stream_;
  bool is_reusable_ = false;
};

}  // namespace herald
