// SPDX-License-Identifier: Apache-2.0
#include "http/response_parser.h"

#include <utility>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace herald {
namespace {

namespace beast = boost::beast;

constexpr int kMaxInterimAnswers = 8;

// Every answer begins so. Beast would wait for the end of a head.
constexpr std::string_view kBeginning = "HTTP/1.";

// What is left of a chunked answer, `0 CRLF CRLF` at the end, is never shorter;
// Beast 1.74 asserts that when it comes back to a last chunk.
constexpr std::size_t kMinChunkedRest = 5;

// A server may announce more than it sends.
constexpr std::uint64_t kMaxReservedBytes = 64 * 1024;

}  // namespace

// Writes one message, interim or final, into an HttpResponse.
class ResponseParser::Message final : public beast::http::basic_parser<false> {
 public:
  Message(HttpResponse& response, const HttpClientOptions& options)
      : response_(response) {
    header_limit(static_cast<std::uint32_t>(options.max_response_header_bytes));
    body_limit(options.max_response_body_bytes);
    // Stop at the end of the head, so that its size can be told.
    eager(false);
  }

 private:
  using error_code = beast::error_code;
  using string_view = beast::string_view;

  void on_request_impl(beast::http::verb, string_view, string_view, int,
                       error_code& error) override {
    error = {};
  }
  void on_response_impl(int status, string_view, int,
                        error_code& error) override {
    error = {};
    response_.status = status;
  }
  void on_field_impl(beast::http::field, string_view name, string_view value,
                     error_code& error) override {
    error = {};
    if (is_in_body_) return;  // A trailer.
    response_.headers.push_back({std::string(name.data(), name.size()),
                                 std::string(value.data(), value.size())});
  }
  void on_header_impl(error_code& error) override {
    error = {};
    is_in_body_ = true;
    eager(true);
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length,
                         error_code& error) override {
    error = {};
    if (length) response_.body.reserve(std::min(*length, kMaxReservedBytes));
  }
  std::size_t on_body_impl(string_view bytes, error_code& error) override {
    error = {};
    response_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view,
                            error_code& error) override {
    error = {};
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes,
                                 error_code& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(error_code& error) override { error = {}; }

  HttpResponse& response_;
  bool is_in_body_ = false;
};

ResponseParser::ResponseParser(const HttpClientOptions& options,
                               bool is_head_request)
    : options_(options), is_head_request_(is_head_request) {
  StartMessage();
}

ResponseParser::~ResponseParser() = default;

void ResponseParser::StartMessage() {
  response_ = HttpResponse();
  message_ = std::make_unique<Message>(response_, options_);
  message_->skip(is_head_request_);
  head_bytes_ = 0;
}

void ResponseParser::Take(std::string_view bytes) {
  if (bytes.empty()) return;
  has_begun_ = true;
  if (!unread_.empty()) {
    unread_.append(bytes);
    bytes = unread_;
  }
  while (!bytes.empty() && !error_ && !is_complete_) {
    const std::size_t size = Feed(bytes);
    bytes.remove_prefix(size);
    if (message_->is_done()) Finish(bytes.empty());
    if (size == 0) break;
  }
  // `bytes` may lie in unread_.
  unread_ = std::string(bytes);
  if (!error_ && !is_complete_ &&
      unread_.size() > options_.max_response_header_bytes) {
    Fail(HttpErrorKind::kResponseTooLarge, "has too long a line");
  }
}

std::size_t ResponseParser::Feed(std::string_view bytes) {
  const bool was_in_head = !message_->is_header_done();
  if (was_in_head && head_bytes_ == 0 &&
      bytes.substr(0, kBeginning.size()) !=
          kBeginning.substr(0, bytes.size())) {
    Fail(HttpErrorKind::kMalformedResponse, "is not HTTP/1");
    return 0;
  }
  if (!was_in_head && message_->chunked() && bytes.size() < kMinChunkedRest) {
    return 0;
  }
  beast::error_code error;
  const std::size_t size = message_->put(
      boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (was_in_head) {
    head_bytes_ += size;
    const std::size_t unread =
        message_->is_header_done() ? 0 : bytes.size() - size;
    if (head_bytes_ + unread > options_.max_response_header_bytes) {
      error = beast::http::error::header_limit;
    }
  }
  if (!error) return size;
  if (error == beast::http::error::need_more) return size;
  if (error == beast::http::error::header_limit) {
    Fail(HttpErrorKind::kResponseTooLarge,
         absl::StrCat("has a head of more than ",
                      options_.max_response_header_bytes, " bytes"));
  } else if (error == beast::http::error::body_limit) {
    Fail(HttpErrorKind::kResponseTooLarge,
         absl::StrCat("has a body of more than ",
                      options_.max_response_body_bytes, " bytes"));
  } else {
    Fail(HttpErrorKind::kMalformedResponse,
         absl::StrCat("is not proper HTTP: ", error.message()));
  }
  return size;
}

void ResponseParser::Finish(bool is_rest_empty) {
  if (response_.status == 101) {
    Fail(HttpErrorKind::kMalformedResponse, "switches to another protocol");
  } else if (response_.status >= 200) {
    is_complete_ = true;
    is_reusable_ = is_rest_empty && message_->keep_alive();
  } else if (++interim_answers_ > kMaxInterimAnswers) {
    Fail(HttpErrorKind::kMalformedResponse, "never gets beyond status 1xx");
  } else {
    StartMessage();
  }
}

void ResponseParser::TakeEnd() {
  beast::error_code error = beast::http::error::partial_message;
  if (message_->is_header_done() && unread_.empty()) message_->put_eof(error);
  if (!error) {
    is_complete_ = true;
  } else if (has_begun_) {
    Fail(HttpErrorKind::kConnectionLost, "ended too early");
  } else {
    Fail(HttpErrorKind::kConnectionLost, "did not come");
  }
}

void ResponseParser::Fail(HttpErrorKind kind, std::string what) {
  error_ = HttpError{kind, true, std::move(what)};
}

}  // namespace herald
