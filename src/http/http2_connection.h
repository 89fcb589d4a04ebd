// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "http/alarm.h"
#include "http/byte_stream.h"
#include "http/http2_session.h"
#include "http/http2_stream.h"

namespace herald {

// The client's end of a connection that speaks HTTP/2, for many requests at a
// time. What requests write goes out together, after what the I/O thread has to
// do at the moment. It lives until the peer ends it or breaks the rules, or it
// was closed and its last request has ended. Belongs to one I/O thread.
class Http2Connection : public std::enable_shared_from_this<Http2Connection> {
 public:
  // Opens HTTP/2 on a new stream of bytes, whose alarms are those of `clock`.
  static std::shared_ptr<Http2Connection> Open(
      const boost::asio::any_io_executor& executor,
      std::shared_ptr<AlarmClock> clock, std::unique_ptr<ByteStream> bytes);

  Http2Connection(const Http2Connection&) = delete;
  Http2Connection& operator=(const Http2Connection&) = delete;

  // Whether new requests may be begun: neither end has closed it.
  bool is_open() const {
    return !is_closed_ && !is_broken_ && session_.takes_requests();
  }

  // Begins a request, which `stream` is told about; it has had no other before.
  // Both ends remember the `recurring` fields, which other requests have too;
  // its `own` come after them. Requests beyond the number that the peer takes
  // at a time wait their turn. The connection is open.
  void Begin(Http2Stream& stream, std::span<const Http2Field> recurring,
             std::span<const Http2Field> own, std::string body);

  // Whether nothing at all has come since this request of its own was begun.
  bool IsSilentFor(const Http2Stream& stream) const {
    return stream.connection_.get() == this && stream.inputs_before_ == inputs_;
  }

  // Begins no more requests, and ends with the last one.
  void Close();

 private:
  friend class Http2Stream;
  using Shared = std::shared_ptr<Http2Connection>;

  Http2Connection(const boost::asio::any_io_executor& executor,
                  std::shared_ptr<AlarmClock> clock,
                  std::unique_ptr<ByteStream> bytes);

  // Reads until the connection ends.
  static boost::asio::awaitable<void> Read(Shared self);
  IoStatus TakeInput();

  // Writes what waits, soon.
  void WriteSoon();
  void Write();
  static boost::asio::awaitable<void> FinishWriting(Shared self);

  void Cancel(Http2Stream& stream);
  void EndIfUnused();
  void EndIfOver();

  // Ends the connection and fails what is under way.
  void Break(std::string_view reason);

  const boost::asio::any_io_executor executor_;
  const std::shared_ptr<AlarmClock> clock_;
  const std::unique_ptr<ByteStream> bytes_;
  Http2Session session_;

  // Has been taken from the session and not been written yet.
  std::string output_;

  // How often something came.
  std::uint64_t inputs_ = 0;

  bool is_closed_ = false;
  bool is_broken_ = false;
  bool will_write_ = false;
};

}  // namespace herald
