// SPDX-License-Identifier: Apache-2.0
#include "providers/http/access_tokens.h"

#include <utility>

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"
#include "providers/http/http_provider.h"

namespace herald {
namespace {

constexpr char kToken[] = R"({"access_token":"t-1","expires_in":1000})";

std::string TokenOrFailure(const AccessTokens::Result& result) {
  const auto* token = std::get_if<std::string>(&result);
  return token == nullptr ? Describe(std::get<v1::Attempt>(result)) : *token;
}

// Answers when a test says so.
class SlowClient : public HttpClient {
 public:
  boost::asio::awaitable<HttpResult> Send(
      const HttpRequest&, std::chrono::steady_clock::time_point) override {
    ++requests;
    boost::asio::steady_timer timer(
        co_await boost::asio::this_coro::executor,
        boost::asio::steady_timer::time_point::max());
    waiting = &timer;
    boost::system::error_code error;
    co_await timer.async_wait(
        boost::asio::redirect_error(boost::asio::use_awaitable, error));
    co_return answer;
  }

  int requests = 0;
  boost::asio::steady_timer* waiting = nullptr;
  HttpResult answer;
};

boost::asio::awaitable<void> Collect(AccessTokens& tokens, Deadline deadline,
                                     std::vector<std::string>& results) {
  const AccessTokens::Result result = co_await tokens.Get(deadline);
  results.push_back(TokenOrFailure(result));
}

class AccessTokensTest : public testing::Test {
 protected:
  std::string Get() {
    return TokenOrFailure(
        Await(tokens_.Get(clock_.Now() + std::chrono::seconds(5))));
  }

  FakeHttpClient client_;
  FakeClock clock_;
  AccessTokens tokens_{HttpRequest{}, client_, clock_};
};

TEST_F(AccessTokensTest, KeepATokenUntilShortlyBeforeItExpires) {
  client_.Answer(200, kToken);
  client_.Answer(200, R"({"access_token":"t-2","expires_in":1000})");
  EXPECT_EQ(Get(), "t-1");
  clock_.Advance(std::chrono::seconds(939));
  EXPECT_EQ(Get(), "t-1");
  EXPECT_EQ(client_.requests().size(), 1u);
  clock_.Advance(std::chrono::seconds(1));
  EXPECT_EQ(Get(), "t-2");
}

TEST_F(AccessTokensTest, UseTheOldOneIfTheNewOneFailsAndItIsValid) {
  client_.Answer(200, kToken);
  EXPECT_EQ(Get(), "t-1");
  clock_.Advance(std::chrono::seconds(990));
  EXPECT_EQ(Get(), "t-1");
  clock_.Advance(std::chrono::seconds(10));
  EXPECT_EQ(Get(), "RETRY TRANSPORT CONNECT_FAILED");
}

TEST_F(AccessTokensTest, TellWhyThereIsNone) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "RETRY PROVIDER TOKEN_UNREADABLE"},
      {"[]", "RETRY PROVIDER TOKEN_UNREADABLE"},
      {R"({"access_token":""})", "RETRY PROVIDER TOKEN_UNREADABLE"},
      {R"({"access_token":"a\nb"})", "RETRY PROVIDER TOKEN_UNREADABLE"},
      {R"({"access_token":"t","expires_in":0})", "t"},
      {R"({"access_token":"t","expires_in":-5})", "t"},
      {R"({"access_token":"t"})", "t"},
  };
  for (const auto& [body, expected] : rows) {
    client_.Answer(200, body);
    EXPECT_EQ(Get(), expected) << body;
    tokens_.Forget("t");
  }
  client_.Answer(401, R"({"error":"invalid_client"})");
  EXPECT_EQ(Get(), "DROPPED ACCOUNT TOKEN_HTTP_401");
  client_.Answer(400, "");
  EXPECT_EQ(Get(), "DROPPED ACCOUNT TOKEN_HTTP_400");
  client_.Answer(503, "", {{"Retry-After", "7"}});
  EXPECT_EQ(Get(), "RETRY PROVIDER TOKEN_HTTP_503 after 7s");
  // What became of the token's request says nothing of the notification.
  client_.Fail(HttpErrorKind::kTimeout, true, "no answer");
  EXPECT_EQ(Get(), "RETRY TRANSPORT TIMEOUT");
}

TEST_F(AccessTokensTest, AskOnceHoweverManyWait) {
  boost::asio::io_context context(1);
  SlowClient client;
  AccessTokens tokens(HttpRequest{}, client, clock_);
  std::vector<std::string> results;
  const Deadline deadline = clock_.Now() + std::chrono::hours(1);
  for (int i = 0; i < 100; ++i) {
    boost::asio::co_spawn(context, Collect(tokens, deadline, results),
                          boost::asio::detached);
  }
  while (client.waiting == nullptr) context.run_one();
  context.poll();
  client.answer = HttpResponse{200, {}, kToken};
  client.waiting->cancel();
  context.run();
  EXPECT_EQ(results, std::vector<std::string>(100, "t-1"));
  EXPECT_EQ(client.requests, 1);
}

TEST_F(AccessTokensTest, ShareAFailureAmongThoseWhoWait) {
  boost::asio::io_context context(1);
  SlowClient client;
  AccessTokens tokens(HttpRequest{}, client, clock_);
  std::vector<std::string> results;
  const Deadline deadline = clock_.Now() + std::chrono::hours(1);
  for (int i = 0; i < 3; ++i) {
    boost::asio::co_spawn(context, Collect(tokens, deadline, results),
                          boost::asio::detached);
  }
  while (client.waiting == nullptr) context.run_one();
  context.poll();
  client.answer = HttpResponse{401, {}, ""};
  client.waiting->cancel();
  context.run();
  EXPECT_EQ(results,
            std::vector<std::string>(3, "DROPPED ACCOUNT TOKEN_HTTP_401"));
  EXPECT_EQ(client.requests, 1);
}

TEST_F(AccessTokensTest, LetEachWaitUntilItsOwnDeadlineIfTheEndpointHangs) {
  boost::asio::io_context context(1);
  SlowClient client;
  AccessTokens tokens(HttpRequest{}, client, clock_);
  std::vector<std::string> first;
  std::vector<std::string> second;
  boost::asio::co_spawn(
      context, Collect(tokens, clock_.Now() + std::chrono::hours(1), first),
      boost::asio::detached);
  // This one's time is over already.
  boost::asio::co_spawn(context, Collect(tokens, clock_.Now(), second),
                        boost::asio::detached);
  while (second.empty()) context.run_one();
  EXPECT_EQ(second, std::vector<std::string>{"RETRY DEADLINE NO_TIME"});
  EXPECT_TRUE(first.empty());
  client.answer = HttpResponse{200, {}, kToken};
  client.waiting->cancel();
  context.run();
  EXPECT_EQ(first, std::vector<std::string>{"t-1"});
}

class OAuth2Test : public testing::Test {
 protected:
  OAuth2Test() {
    provider_ = MakeHttpProvider(
        HttpConfig(R"(auth { oauth2 { token_url: "https://login.test/token"
                                      client_id: "me" scope: "mail send"
                                      client_secret { env: "A" } } }
                      text: "hi"
                      rules { when: "status == 400" outcome: OUTCOME_DROPPED
                              scope: SCOPE_CONTENT reason: "{{ text }}" })"),
        HttpSecrets(), client_, clock_, violations_);
  }

  v1::Attempt Deliver() {
    const v1::Notification notification = SomePhone();
    const AttemptContext context = {.deadline =
                                        clock_.Now() + std::chrono::seconds(5)};
    return Await(provider_->Deliver(notification, context));
  }

  FakeHttpClient client_;
  FakeClock clock_;
  FieldViolations violations_;
  std::unique_ptr<Provider> provider_;
};

TEST_F(OAuth2Test, SendsTheTokenThatItAskedFor) {
  client_.Answer(200, kToken);
  client_.Answer(202, "");
  EXPECT_EQ(Describe(Deliver()), "DELIVERED");
  ASSERT_EQ(client_.requests().size(), 2u);
  EXPECT_EQ(Describe(client_.requests()[0]),
            "POST https://login.test:443/token\n"
            "Content-Type: application/x-www-form-urlencoded\n"
            "Accept: application/json\n\n"
            "grant_type=client_credentials&client_id=me&"
            "client_secret=s3cret+A&scope=mail+send");
  EXPECT_EQ(Describe(client_.requests()[1]),
            "POST https://api.test:443/send\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Authorization: Bearer t-1\n\nhi");
}

TEST_F(OAuth2Test, ReplacesATokenThatExpiredInMidFlightOnce) {
  client_.Answer(200, kToken);
  client_.Answer(401, "");
  client_.Answer(200, R"({"access_token":"t-2"})");
  client_.Answer(202, "");
  EXPECT_EQ(Describe(Deliver()), "DELIVERED");
  EXPECT_EQ(client_.requests().size(), 4u);
  client_.Answer(401, "");
  client_.Answer(200, R"({"access_token":"t-3"})");
  client_.Answer(401, "");
  EXPECT_EQ(Describe(Deliver()), "DROPPED ACCOUNT HTTP_401");
  EXPECT_EQ(client_.requests().size(), 7u);
}

TEST_F(OAuth2Test, SendsNothingWithoutAToken) {
  client_.Fail(HttpErrorKind::kTimeout, true, "no answer from login.test");
  const v1::Attempt attempt = Deliver();
  EXPECT_EQ(Describe(attempt), "RETRY TRANSPORT TIMEOUT");
  EXPECT_EQ(attempt.reason(), "no access token: no answer from login.test");
  EXPECT_EQ(client_.requests().size(), 1u);
}

TEST_F(OAuth2Test, KeepsTheTokenOutOfReasons) {
  client_.Answer(200, kToken);
  client_.Answer(400, "bad token t-1");
  EXPECT_EQ(Deliver().reason(), "bad token [token]");
}

TEST_F(OAuth2Test, ShowsTheRequestWithoutAToken) {
  const Prepared prepared = provider_->Prepare(SomePhone(), {});
  ASSERT_TRUE(prepared.request.has_value());
  EXPECT_EQ(prepared.request->headers_size(), 1);
  EXPECT_TRUE(client_.requests().empty());
}

}  // namespace
}  // namespace herald
