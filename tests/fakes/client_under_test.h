// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/beast_http_client.h"

namespace herald {

// A BeastHttpClient with a context that runs only when a test says so, on the
// test's thread.
class ClientUnderTest {
 public:
  // Ends the test program if the options are refused.
  explicit ClientUnderTest(HttpClientOptions options = {});

  // Sends and waits for the result.
  HttpResult Send(const HttpRequest& request,
                  std::chrono::milliseconds timeout = kLong);
  HttpResult Get(const HttpOrigin& origin,
                 std::chrono::milliseconds timeout = kLong);

  // Begins to send. The result, once there, is at the place returned, which
  // stays good as long as this object.
  const std::optional<HttpResult>& Start(
      const HttpRequest& request, std::chrono::milliseconds timeout = kLong);

  // Runs the context until that is so.
  void RunUntil(const std::function<bool()>& condition);

  // Destroys the client first, as a program does.
  void DestroyClient() { client_ = nullptr; }

  BeastHttpClient& client() { return *client_; }
  boost::asio::io_context& context() { return context_; }

  // Longer than any test takes.
  static constexpr std::chrono::milliseconds kLong{60'000};

 private:
  struct Sent {
    HttpRequest request;
    std::optional<HttpResult> result;
  };

  std::deque<Sent> sent_;
  boost::asio::io_context context_{1};
  std::unique_ptr<BeastHttpClient> client_;
};

// A GET of `/`.
HttpRequest GetRequest(const HttpOrigin& origin);

// What came back in one line: `200 body`, or the kind of the error, whether it
// was possibly sent, and the message: `kTimeout possibly sent: no ...`.
std::string ToText(const HttpResult& result);

}  // namespace herald
