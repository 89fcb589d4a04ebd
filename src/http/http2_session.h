// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/http2_stream.h"

struct nghttp2_session;

namespace herald {

// A header field of a request, or one of the pseudo fields that come first. The
// name is in lower case.
struct Http2Field {
  std::string_view name;
  std::string_view value;
};

// The client's end of HTTP/2 (RFC 9113) without a connection: bytes come in,
// and bytes go out. nghttp2 knows the protocol. Belongs to one I/O thread.
class Http2Session {
 public:
  Http2Session();
  Http2Session(const Http2Session&) = delete;
  Http2Session& operator=(const Http2Session&) = delete;
  ~Http2Session();

  // Whether the peer takes new requests.
  bool takes_requests() const;

  // Whether nothing more may come nor go: the peer has said goodbye and no
  // request is under way, or it has broken the rules and has been told.
  bool is_over() const;

  // Whether no request is under way.
  bool is_unused() const { return streams_.empty(); }

  // Begins a request, which `stream` is told about; false if there is no room
  // for it. Both ends remember the `recurring` fields, which other requests
  // have too; its `own` come after them.
  bool Begin(Http2Stream& stream, std::span<const Http2Field> recurring,
             std::span<const Http2Field> own, std::string body);

  // Tells the peer that the request is taken back, and `stream` nothing more.
  void Cancel(Http2Stream& stream);

  // Fails all requests that are under way.
  void FailAll(std::string_view reason);

  // Takes what the peer has sent, and tells the streams. False: the session
  // cannot go on.
  bool Take(std::string_view bytes);

  bool has_output() const;

  // Adds what is to be sent to `output`, until it has this many bytes or a few
  // more. False: the session cannot go on.
  bool AppendOutput(std::size_t max_bytes, std::string& output);

 private:
  friend class Http2Callbacks;

  struct Deleter {
    void operator()(nghttp2_session* session) const;
  };

  Http2Stream* Find(std::int32_t id) const;
  Http2Stream* Release(std::int32_t id);

  std::unique_ptr<nghttp2_session, Deleter> session_;
  std::unordered_map<std::int32_t, Http2Stream*> streams_;
};

}  // namespace herald
