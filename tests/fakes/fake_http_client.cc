// SPDX-License-Identifier: Apache-2.0
#include "fakes/fake_http_client.h"

#include <utility>

namespace herald {

void FakeHttpClient::Answer(HttpResult result) {
  answers_.push_back(std::move(result));
}

void FakeHttpClient::Answer(int status, std::string body,
                            std::vector<HttpHeader> headers) {
  answers_.push_back(HttpResponse{status, std::move(headers), std::move(body)});
}

void FakeHttpClient::Fail(HttpErrorKind kind, bool possibly_sent,
                          std::string message) {
  answers_.push_back(HttpError{kind, possibly_sent, std::move(message)});
}

boost::asio::awaitable<HttpResult> FakeHttpClient::Send(
    const HttpRequest& request,
    std::chrono::steady_clock::time_point deadline) {
  requests_.push_back(request);
  deadlines_.push_back(deadline);
  HttpResult result = HttpError{HttpErrorKind::kConnect, false,
                                "FakeHttpClient has no answer left"};
  if (!answers_.empty()) {
    result = std::move(answers_.front());
    answers_.pop_front();
  }
  co_return result;
}

}  // namespace herald
