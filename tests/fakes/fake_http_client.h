// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include "http/http_client.h"

namespace herald {

// An HttpClient without a network: gives the scripted answers in order and
// records what it was asked to send. Without an answer left it reports
// kConnect, nothing sent.
class FakeHttpClient : public HttpClient {
 public:
  // Scripts the next answer.
  void Answer(HttpResult result);
  void Answer(int status, std::string body,
              std::vector<HttpHeader> headers = {});
  void Fail(HttpErrorKind kind, bool possibly_sent, std::string message);

  boost::asio::awaitable<HttpResult> Send(
      const HttpRequest& request,
      std::chrono::steady_clock::time_point deadline) override;

  // Everything that was sent, oldest first, each with its deadline.
  const std::vector<HttpRequest>& requests() const { return requests_; }
  const std::vector<std::chrono::steady_clock::time_point>& deadlines() const {
    return deadlines_;
  }

 private:
  std::deque<HttpResult> answers_;
  std::vector<HttpRequest> requests_;
  std::vector<std::chrono::steady_clock::time_point> deadlines_;
};

}  // namespace herald
