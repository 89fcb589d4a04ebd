// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/alarm.h"
#include "http/http_client.h"
#include "http/io_result.h"
#include "http/tls_session.h"

namespace herald {

// How a step on a ByteStream ended.
enum class StreamStep {
  kDone,
  // The peer has ended the stream in good order.
  kClosed,
  // The time set by ExpireAt has come. The stream is of no use any more.
  kExpired,
  // The stream broke; see reason().
  kFailed,
};

// What a protocol knows about a stream from one use to the next. Dies before
// the stream is closed, so that it may still say goodbye by SendLast.
class StreamState {
 public:
  virtual ~StreamState() = default;
};

// One connection over TCP or a Unix socket, with or without TLS. Reads and
// writes go straight to the socket and wait only when it is not ready, so that
// a stream owns no buffer: 10,000 of them may wait for an answer at the same
// time. Destroying it closes the connection. Belongs to one I/O thread; one
// step at a time, or one that reads and one that writes.
class ByteStream {
 public:
  // `clock` must outlive the stream.
  ByteStream(const boost::asio::any_io_executor& executor, AlarmClock& clock);

  // From now on steps end with kExpired at `when`. Then only Connect makes the
  // stream usable again.
  void ExpireAt(std::chrono::steady_clock::time_point when);
  void NeverExpire() { alarm_.Clear(); }

  // Connects a socket, closing the one before, if any.
  boost::asio::awaitable<StreamStep> Connect(
      const boost::asio::generic::stream_protocol::endpoint& endpoint);

  // Puts TLS on the connection. `context` must outlive the stream.
  boost::asio::awaitable<StreamStep> StartTls(TlsContext& context,
                                              const HttpOrigin& origin);

  // Writes all of `head`, then all of `body`, which must outlive the awaitable.
  boost::asio::awaitable<StreamStep> Write(std::string_view head,
                                           std::string_view body);

  // Writes what goes out of `head`, then of `body`, without waiting.
  IoResult TryWrite(std::string_view head, std::string_view body);

  // The same for a stream that is given up.
  void SendLast(std::string_view bytes) { TryWrite(bytes, {}); }

  // Waits until the socket is ready for kWantRead or kWantWrite.
  boost::asio::awaitable<StreamStep> WaitFor(IoStatus want);

  // Reads what is there, without waiting.
  IoResult TryRead(char* bytes, std::size_t size);

  // Whether TryRead would find nothing, as far as one can know: a hint that
  // saves a system call.
  bool has_read_all() const { return has_read_all_; }

  // Whether an unused connection is still good: open, and nothing has come
  // from the peer. Does not wait.
  bool IsQuiet();

  // Keeps what is known about the stream, with it. Null until then.
  void Keep(std::unique_ptr<StreamState> state) { state_ = std::move(state); }
  StreamState* state() const { return state_.get(); }

  // See TlsSession. Never so without TLS.
  bool is_refused() const { return tls_ != nullptr && tls_->is_refused(); }

  // Why the last step failed, in words that hold nothing of the content.
  const std::string& reason() const;

 private:
  IoResult FailedWith(int error, IoStatus if_not_ready);

  boost::asio::generic::stream_protocol::socket socket_;
  std::unique_ptr<TlsSession> tls_;
  Alarm alarm_;
  bool has_expired_ = false;
  bool has_read_all_ = false;
  std::string reason_;
  std::unique_ptr<StreamState> state_;  // Last, so that it dies first.
};

}  // namespace herald
