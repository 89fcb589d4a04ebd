// SPDX-License-Identifier: Apache-2.0
#include "fakes/client_under_test.h"

#include <boost/asio/co_spawn.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <variant>

namespace herald {
namespace {

const char* KindName(HttpErrorKind kind) {
  switch (kind) {
    case HttpErrorKind::kInvalidRequest:
      return "kInvalidRequest";
    case HttpErrorKind::kResolve:
      return "kResolve";
    case HttpErrorKind::kConnect:
      return "kConnect";
    case HttpErrorKind::kTls:
      return "kTls";
    case HttpErrorKind::kNoTime:
      return "kNoTime";
    case HttpErrorKind::kTimeout:
      return "kTimeout";
    case HttpErrorKind::kConnectionLost:
      return "kConnectionLost";
    case HttpErrorKind::kResponseTooLarge:
      return "kResponseTooLarge";
    case HttpErrorKind::kMalformedResponse:
      return "kMalformedResponse";
  }
  return "?";
}

}  // namespace

ClientUnderTest::ClientUnderTest(HttpClientOptions options) {
  auto client =
      BeastHttpClient::Create(context_.get_executor(), std::move(options));
  if (!client.ok()) {
    std::cerr << "ClientUnderTest: " << client.status() << "\n";
    std::abort();
  }
  client_ = *std::move(client);
}

HttpResult ClientUnderTest::Send(const HttpRequest& request,
                                 std::chrono::milliseconds timeout) {
  const std::optional<HttpResult>& result = Start(request, timeout);
  RunUntil([&] { return result.has_value(); });
  HttpResult copy = *result;
  if (&sent_.back().result == &result) sent_.pop_back();
  return copy;
}

HttpResult ClientUnderTest::Get(const HttpOrigin& origin,
                                std::chrono::milliseconds timeout) {
  return Send(GetRequest(origin), timeout);
}

const std::optional<HttpResult>& ClientUnderTest::Start(
    const HttpRequest& request, std::chrono::milliseconds timeout) {
  sent_.push_back({request, std::nullopt});
  Sent* sent = &sent_.back();
  boost::asio::co_spawn(
      context_,
      client_->Send(sent->request, std::chrono::steady_clock::now() + timeout),
      [sent](std::exception_ptr failure, HttpResult result) {
        if (failure) std::rethrow_exception(failure);
        sent->result = std::move(result);
      });
  return sent->result;
}

void ClientUnderTest::RunUntil(const std::function<bool()>& condition) {
  context_.restart();
  while (!condition()) {
    // A condition may come true elsewhere, on a server's thread.
    context_.run_one_for(std::chrono::milliseconds(1));
    if (!context_.stopped() || condition()) continue;
    std::cerr << "ClientUnderTest: there is nothing to wait for\n";
    std::abort();
  }
}

HttpRequest GetRequest(const HttpOrigin& origin) {
  HttpRequest request;
  request.method = "GET";
  request.origin = origin;
  return request;
}

std::string ToText(const HttpResult& result) {
  if (const auto* response = std::get_if<HttpResponse>(&result)) {
    return std::to_string(response->status) + " " + response->body;
  }
  const HttpError& error = std::get<HttpError>(result);
  return std::string(KindName(error.kind)) +
         (error.possibly_sent ? " possibly sent: " : " not sent: ") +
         error.message;
}

}  // namespace herald
