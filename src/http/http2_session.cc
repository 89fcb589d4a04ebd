// SPDX-License-Identifier: Apache-2.0
#include "http/http2_session.h"

#include <utility>

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"

namespace herald {
namespace {

constexpr nghttp2_settings_entry kSettings[] = {
    {NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
    {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, 16 * 1024}};

std::string_view View(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

nghttp2_nv ToNameAndValue(const Http2Field& field, nghttp2_nv_flag flag) {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(field.name), bytes(field.value), field.name.size(),
          field.value.size(), static_cast<std::uint8_t>(flag)};
}

}  // namespace

// What nghttp2 calls. The session is its user data.
class Http2Callbacks {
 public:
  static const nghttp2_session_callbacks* Get() {
    static const nghttp2_session_callbacks* const callbacks = Make();
    return callbacks;
  }

  static ssize_t ReadBody(nghttp2_session*, std::int32_t id,
                          std::uint8_t* buffer, std::size_t size,
                          std::uint32_t* flags, nghttp2_data_source*,
                          void* self) {
    Http2Stream* stream = Session(self).Find(id);
    if (stream == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    const std::string_view left =
        std::string_view(stream->body_).substr(stream->body_sent_, size);
    std::copy(left.begin(), left.end(), buffer);
    stream->body_sent_ += left.size();
    if (stream->body_sent_ == stream->body_.size()) {
      *flags = NGHTTP2_DATA_FLAG_EOF;
    }
    return static_cast<ssize_t>(left.size());
  }

 private:
  static Http2Session& Session(void* self) {
    return *static_cast<Http2Session*>(self);
  }

  static nghttp2_session_callbacks* Make() {
    nghttp2_session_callbacks* all = nullptr;
    nghttp2_session_callbacks_new(&all);
    nghttp2_session_callbacks_set_on_frame_send_callback(all, SentFrame);
    nghttp2_session_callbacks_set_on_header_callback(all, TakeField);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(all, TakeBody);
    nghttp2_session_callbacks_set_on_frame_recv_callback(all, TakeFrame);
    nghttp2_session_callbacks_set_on_stream_close_callback(all, TakeEnd);
    return all;
  }

  static int SentFrame(nghttp2_session*, const nghttp2_frame* frame,
                       void* self) {
    if (frame->hd.type != NGHTTP2_HEADERS) return 0;
    Http2Stream* stream = Session(self).Find(frame->hd.stream_id);
    if (stream != nullptr) stream->is_possibly_sent_ = true;
    return 0;
  }

  static int TakeField(nghttp2_session*, const nghttp2_frame* frame,
                       const std::uint8_t* name, std::size_t name_size,
                       const std::uint8_t* value, std::size_t value_size,
                       std::uint8_t, void* self) {
    Http2Stream* stream = Session(self).Find(frame->hd.stream_id);
    if (stream != nullptr) {
      stream->has_answer_ = true;
      stream->TakeField(View(name, name_size), View(value, value_size));
    }
    return 0;
  }

  static int TakeBody(nghttp2_session*, std::uint8_t, std::int32_t id,
                      const std::uint8_t* bytes, std::size_t size, void* self) {
    Http2Stream* stream = Session(self).Find(id);
    if (stream != nullptr) stream->TakeBody(View(bytes, size));
    return 0;
  }

  // The answer may be complete before the request is.
  static int TakeFrame(nghttp2_session* session, const nghttp2_frame* frame,
                       void* self) {
    const auto type = frame->hd.type;
    const bool ends = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
    if (!ends || (type != NGHTTP2_HEADERS && type != NGHTTP2_DATA)) return 0;
    const std::int32_t id = frame->hd.stream_id;
    Http2Stream* stream = Session(self).Release(id);
    if (stream == nullptr) return 0;
    if (stream->body_sent_ < stream->body_.size()) {
      nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
    }
    stream->TakeEnd();
    return 0;
  }

  static int TakeEnd(nghttp2_session*, std::int32_t id, std::uint32_t code,
                     void* self) {
    Http2Stream* stream = Session(self).Release(id);
    if (stream == nullptr) return 0;
    // RFC 9113, section 8.7: so are those that a GOAWAY leaves out.
    if (code == NGHTTP2_REFUSED_STREAM && !stream->has_answer_) {
      stream->is_possibly_sent_ = false;
    }
    stream->TakeFailure(
        absl::StrCat("the stream was reset: ", nghttp2_http2_strerror(code)));
    return 0;
  }
};

void Http2Session::Deleter::operator()(nghttp2_session* session) const {
  nghttp2_session_del(session);
}

Http2Session::Http2Session() {
  nghttp2_session* session = nullptr;
  nghttp2_session_client_new(&session, Http2Callbacks::Get(), this);
  session_.reset(session);
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, kSettings,
                          std::size(kSettings));
}

Http2Session::~Http2Session() = default;

bool Http2Session::takes_requests() const {
  return nghttp2_session_check_request_allowed(session_.get()) != 0;
}

bool Http2Session::is_over() const {
  return nghttp2_session_want_read(session_.get()) == 0 && !has_output();
}

bool Http2Session::Begin(Http2Stream& stream,
                         std::span<const Http2Field> recurring,
                         std::span<const Http2Field> own, std::string body) {
  std::vector<nghttp2_nv> pairs;
  pairs.reserve(recurring.size() + own.size());
  for (const Http2Field& field : recurring) {
    pairs.push_back(ToNameAndValue(field, NGHTTP2_NV_FLAG_NONE));
  }
  for (const Http2Field& field : own) {
    pairs.push_back(ToNameAndValue(field, NGHTTP2_NV_FLAG_NO_INDEX));
  }
  stream.body_ = std::move(body);
  nghttp2_data_provider source = {};
  source.read_callback = Http2Callbacks::ReadBody;
  const std::int32_t id = nghttp2_submit_request(
      session_.get(), nullptr, pairs.data(), pairs.size(), &source, nullptr);
  if (id < 0) return false;
  stream.id_ = id;
  streams_.emplace(id, &stream);
  return true;
}

void Http2Session::Cancel(Http2Stream& stream) {
  nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, stream.id_,
                            NGHTTP2_CANCEL);
  Release(stream.id_);
}

void Http2Session::FailAll(std::string_view reason) {
  while (!streams_.empty()) {
    Release(streams_.begin()->first)->TakeFailure(reason);
  }
}

bool Http2Session::Take(std::string_view bytes) {
  return nghttp2_session_mem_recv(
             session_.get(),
             reinterpret_cast<const std::uint8_t*>(bytes.data()),
             bytes.size()) >= 0;
}

bool Http2Session::has_output() const {
  return nghttp2_session_want_write(session_.get()) != 0;
}

bool Http2Session::AppendOutput(std::size_t max_bytes, std::string& output) {
  while (output.size() < max_bytes) {
    const std::uint8_t* bytes = nullptr;
    const ssize_t size = nghttp2_session_mem_send(session_.get(), &bytes);
    if (size <= 0) return size == 0;
    output.append(View(bytes, static_cast<std::size_t>(size)));
  }
  return true;
}

Http2Stream* Http2Session::Find(std::int32_t id) const {
  const auto found = streams_.find(id);
  return found == streams_.end() ? nullptr : found->second;
}

Http2Stream* Http2Session::Release(std::int32_t id) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return nullptr;
  Http2Stream* stream = found->second;
  streams_.erase(found);
  stream->connection_ = nullptr;
  return stream;
}

}  // namespace herald
