// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/http_client.h"
#include "http/http_client_options.h"

namespace herald {

// Makes one final answer of the bytes that a server sends, in pieces of any
// size. Skips interim answers, at most eight, and keeps the bounds for head and
// body. Knows nothing of sockets.
class ResponseParser {
 public:
  // `is_head_request`: the answer has no body, whatever its head says.
  ResponseParser(const HttpClientOptions& options, bool is_head_request);
  ~ResponseParser();
  ResponseParser(const ResponseParser&) = delete;
  ResponseParser& operator=(const ResponseParser&) = delete;

  // Takes the next bytes. After an error or the end it must not be called.
  void Take(std::string_view bytes);

  // The stream has ended in good order: the end of an answer that has no other.
  void TakeEnd();

  // Whether the final answer is complete.
  bool is_complete() const { return is_complete_; }

  // Whether the connection can carry another request: it is complete, the
  // server keeps the connection open, and nothing followed.
  bool is_reusable() const { return is_reusable_; }

  // Whether any byte has come.
  bool has_begun() const { return has_begun_; }

  // What is wrong, if anything: kResponseTooLarge, kMalformedResponse or, at an
  // untimely end, kConnectionLost; the message completes "the answer ...".
  const std::optional<HttpError>& error() const { return error_; }

  // The complete answer.
  HttpResponse TakeResponse() { return std::move(response_); }

 private:
  class Message;

  // Takes what it can and returns how much; sets error_ if it cannot.
  std::size_t Feed(std::string_view bytes);
  void Finish(bool is_rest_empty);
  void Fail(HttpErrorKind kind, std::string what);
  void StartMessage();

  const HttpClientOptions& options_;
  const bool is_head_request_;
  std::optional<HttpError> error_;
  HttpResponse response_;
  std::unique_ptr<Message> message_;
  std::string unread_;
  std::size_t head_bytes_ = 0;
  int interim_answers_ = 0;
  bool has_begun_ = false;
  bool is_complete_ = false;
  bool is_reusable_ = false;
};

}  // namespace herald
