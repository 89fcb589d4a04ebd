// SPDX-License-Identifier: Apache-2.0
#include "http/byte_stream.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>

namespace herald {
namespace {

namespace asio = boost::asio;

iovec Part(std::string_view bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size()};
}

}  // namespace

ByteStream::ByteStream(const asio::any_io_executor& executor, AlarmClock& clock)
    : socket_(executor), alarm_(clock, [this] {
        has_expired_ = true;
        boost::system::error_code ignored;
        socket_.cancel(ignored);
      }) {}

void ByteStream::ExpireAt(std::chrono::steady_clock::time_point when) {
  alarm_.Set(when);
}

asio::awaitable<StreamStep> ByteStream::Connect(
    const asio::generic::stream_protocol::endpoint& endpoint) {
  boost::system::error_code error;
  socket_.close(error);
  has_expired_ = false;
  socket_.open(endpoint.protocol(), error);
  if (!error) {
    co_await socket_.async_connect(
        endpoint, asio::redirect_error(asio::use_awaitable, error));
  }
  if (has_expired_) co_return StreamStep::kExpired;
  if (!error) socket_.native_non_blocking(true, error);
  if (!error && endpoint.protocol().family() != AF_UNIX) {
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
  }
  if (!error) co_return StreamStep::kDone;
  reason_ = error.message();
  co_return StreamStep::kFailed;
}

asio::awaitable<StreamStep> ByteStream::StartTls(TlsContext& context,
                                                 const HttpOrigin& origin) {
  tls_ = std::make_unique<TlsSession>(context, origin, socket_.native_handle());
  for (;;) {
    const IoResult result = tls_->Handshake();
    if (result.status == IoStatus::kDone) co_return StreamStep::kDone;
    if (result.status == IoStatus::kFailed) co_return StreamStep::kFailed;
    const StreamStep step = co_await WaitFor(result.status);
    if (step != StreamStep::kDone) co_return step;
  }
}

asio::awaitable<StreamStep> ByteStream::Write(std::string_view head,
                                              std::string_view body) {
  has_read_all_ = tls_ == nullptr;
  while (!head.empty() || !body.empty()) {
    const IoResult result = TryWrite(head, body);
    if (result.status == IoStatus::kDone) {
      const std::size_t of_head = std::min(result.size, head.size());
      head.remove_prefix(of_head);
      body.remove_prefix(result.size - of_head);
    } else if (result.status == IoStatus::kClosed ||
               result.status == IoStatus::kFailed) {
      co_return StreamStep::kFailed;
    } else {
      const StreamStep step = co_await WaitFor(result.status);
      if (step != StreamStep::kDone) co_return step;
    }
  }
  co_return StreamStep::kDone;
}

asio::awaitable<StreamStep> ByteStream::WaitFor(IoStatus want) {
  if (has_expired_) co_return StreamStep::kExpired;
  const auto readiness = want == IoStatus::kWantWrite
                             ? asio::socket_base::wait_write
                             : asio::socket_base::wait_read;
  boost::system::error_code error;
  co_await socket_.async_wait(readiness,
                              asio::redirect_error(asio::use_awaitable, error));
  has_read_all_ = false;
  if (has_expired_) co_return StreamStep::kExpired;
  if (!error) co_return StreamStep::kDone;
  reason_ = error.message();
  co_return StreamStep::kFailed;
}

IoResult ByteStream::TryRead(char* bytes, std::size_t size) {
  if (tls_ != nullptr) return tls_->Read(bytes, size);
  const ssize_t count = recv(socket_.native_handle(), bytes, size, 0);
  if (count == 0) return {IoStatus::kClosed, 0};
  if (count < 0) return FailedWith(errno, IoStatus::kWantRead);
  has_read_all_ = static_cast<std::size_t>(count) < size;
  return {IoStatus::kDone, static_cast<std::size_t>(count)};
}

IoResult ByteStream::TryWrite(std::string_view head, std::string_view body) {
  if (tls_ != nullptr) {
    const std::string_view next = head.empty() ? body : head;
    return tls_->Write(next.data(), next.size());
  }
  std::array<iovec, 2> parts = {Part(head), Part(body)};
  msghdr message = {};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  const ssize_t count =
      sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL);
  if (count < 0) return FailedWith(errno, IoStatus::kWantWrite);
  return {IoStatus::kDone, static_cast<std::size_t>(count)};
}

bool ByteStream::IsQuiet() {
  if (has_expired_) return false;
  if (tls_ != nullptr) return tls_->IsQuiet();
  char byte = 0;
  const ssize_t count = recv(socket_.native_handle(), &byte, 1, MSG_PEEK);
  return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

const std::string& ByteStream::reason() const {
  return tls_ != nullptr && !tls_->reason().empty() ? tls_->reason() : reason_;
}

IoResult ByteStream::FailedWith(int error, IoStatus if_not_ready) {
  if (error == EAGAIN || error == EWOULDBLOCK || error == EINTR) {
    return {if_not_ready, 0};
  }
  reason_ = std::strerror(error);
  return {IoStatus::kFailed, 0};
}

}  // namespace herald
