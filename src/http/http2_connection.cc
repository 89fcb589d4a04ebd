// SPDX-License-Identifier: Apache-2.0
#include "http/http2_connection.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace herald {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kReadBytes = 16 * 1024;

// What is taken from the session at a time.
constexpr std::size_t kWriteBytes = 64 * 1024;

}  // namespace

void Http2Stream::Cancel() {
  if (connection_ != nullptr) connection_->Cancel(*this);
}

std::shared_ptr<Http2Connection> Http2Connection::Open(
    const asio::any_io_executor& executor, std::shared_ptr<AlarmClock> clock,
    std::unique_ptr<ByteStream> bytes) {
  bytes->NeverExpire();
  const Shared self(
      new Http2Connection(executor, std::move(clock), std::move(bytes)));
  asio::co_spawn(executor, Read(self), asio::detached);
  self->WriteSoon();
  return self;
}

Http2Connection::Http2Connection(const asio::any_io_executor& executor,
                                 std::shared_ptr<AlarmClock> clock,
                                 std::unique_ptr<ByteStream> bytes)
    : executor_(executor), clock_(std::move(clock)), bytes_(std::move(bytes)) {}

void Http2Connection::Begin(Http2Stream& stream,
                            std::span<const Http2Field> recurring,
                            std::span<const Http2Field> own, std::string body) {
  if (!session_.Begin(stream, recurring, own, std::move(body))) {
    return stream.TakeFailure("the connection takes no more requests");
  }
  stream.connection_ = shared_from_this();
  stream.inputs_before_ = inputs_;
  WriteSoon();
}

void Http2Connection::Cancel(Http2Stream& stream) {
  const Shared self = shared_from_this();
  session_.Cancel(stream);
  WriteSoon();
  EndIfUnused();
}

void Http2Connection::Close() {
  is_closed_ = true;
  EndIfUnused();
}

// The peer learns of it by the end of the stream of bytes.
void Http2Connection::EndIfUnused() {
  if (is_closed_ && !is_broken_ && session_.is_unused()) {
    bytes_->ExpireAt(std::chrono::steady_clock::now());
  }
}

void Http2Connection::EndIfOver() {
  if (session_.is_over()) Break("the peer ended HTTP/2, or broke its rules");
}

asio::awaitable<void> Http2Connection::Read(Shared self) {
  while (!self->is_broken_) {
    const IoStatus status = self->TakeInput();
    if (status == IoStatus::kClosed || status == IoStatus::kFailed) {
      self->Break(status == IoStatus::kClosed ? "the peer closed it"
                                              : self->bytes_->reason());
      break;
    }
    const StreamStep step = co_await self->bytes_->WaitFor(status);
    if (step != StreamStep::kDone) {
      self->Break(step == StreamStep::kExpired ? "it was closed"
                                               : self->bytes_->reason());
    }
  }
}

// Takes all that is there. Returns what to wait for, or how it has ended.
IoStatus Http2Connection::TakeInput() {
  std::array<char, kReadBytes> buffer;
  do {
    const IoResult read = bytes_->TryRead(buffer.data(), buffer.size());
    if (read.status != IoStatus::kDone) return read.status;
    ++inputs_;
    if (!session_.Take({buffer.data(), read.size})) {
      Break("the peer broke the rules of HTTP/2");
    }
    WriteSoon();
    EndIfUnused();
  } while (!is_broken_ && !bytes_->has_read_all());
  return IoStatus::kWantRead;
}

void Http2Connection::WriteSoon() {
  if (will_write_ || is_broken_) return;
  if (!session_.has_output()) return EndIfOver();
  will_write_ = true;
  asio::post(executor_, [weak = weak_from_this()] {
    if (const Shared self = weak.lock()) self->Write();
  });
}

void Http2Connection::Write() {
  while (!is_broken_) {
    if (output_.empty() && !session_.AppendOutput(kWriteBytes, output_)) {
      Break("HTTP/2 cannot go on");
    }
    if (output_.empty()) break;
    const IoResult written = bytes_->TryWrite(output_, {});
    if (written.status != IoStatus::kDone) {
      asio::co_spawn(executor_, FinishWriting(shared_from_this()),
                     asio::detached);
      return;
    }
    output_.erase(0, written.size);
  }
  will_write_ = false;
  if (!is_broken_) EndIfOver();
}

// Writes what did not go out without waiting.
asio::awaitable<void> Http2Connection::FinishWriting(Shared self) {
  const std::string_view nothing_more;
  const StreamStep step =
      co_await self->bytes_->Write(self->output_, nothing_more);
  self->output_.clear();
  if (step != StreamStep::kDone) self->Break(self->bytes_->reason());
  self->Write();
}

void Http2Connection::Break(std::string_view reason) {
  if (is_broken_) return;
  is_broken_ = true;
  const Shared self = shared_from_this();
  bytes_->ExpireAt(std::chrono::steady_clock::now());
  session_.FailAll("the connection broke: " + std::string(reason));
}

}  // namespace herald
