// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace herald {

class Http2Connection;

// One request over HTTP/2, which is told what comes for it, as it comes.
// Destroying it takes the request back. Belongs to one I/O thread.
class Http2Stream {
 public:
  Http2Stream() = default;
  Http2Stream(const Http2Stream&) = delete;
  Http2Stream& operator=(const Http2Stream&) = delete;
  virtual ~Http2Stream() { Cancel(); }

  // Takes the request back, if it has not ended: tells the peer, and is told
  // nothing any more.
  void Cancel();

  // Whether a byte of the request may have left this process, and the peer has
  // not said that it does nothing with it.
  bool is_possibly_sent() const { return is_possibly_sent_; }

 protected:
  // A header field of the answer's head or trailers; its name is in lower case.
  virtual void TakeField(std::string_view name, std::string_view value) = 0;

  // More of the answer's body.
  virtual void TakeBody(std::string_view bytes) = 0;

  // The last that is told: the answer is complete, or why it never will be, in
  // words.
  virtual void TakeEnd() = 0;
  virtual void TakeFailure(std::string_view reason) = 0;

 private:
  friend class Http2Connection;
  friend class Http2Session;
  friend class Http2Callbacks;

  // From the beginning of the request to its end.
  std::shared_ptr<Http2Connection> connection_;
  std::int32_t id_ = 0;
  std::uint64_t inputs_before_ = 0;

  std::string body_;
  std::size_t body_sent_ = 0;
  bool is_possibly_sent_ = false;
  bool has_answer_ = false;
};

}  // namespace herald
