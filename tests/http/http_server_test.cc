// SPDX-License-Identifier: Apache-2.0
#include "http/http_server.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <thread>

#include "fakes/raw_client.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kGet[] = "GET /word HTTP/1.1\r\nHost: here\r\n\r\n";
constexpr char kLastGet[] =
    "GET /word?a=b HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";

class HttpServerTest : public ::testing::Test {
 protected:
  HttpServerTest() { options_.listen = "127.0.0.1:0"; }

  ~HttpServerTest() override {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  static ServedReply Echo(const ServedRequest& request) {
    return {.status = 201,
            .body = std::string(request.body) +
                    (request.is_from_loopback ? " from here" : " from afar")};
  }

  const std::string& Start() {
    auto server = HttpServer::Start(context_.get_executor(), options_,
                                    {{"/word",
                                      {{"GET",
                                        [](const ServedRequest&) {
                                          return ServedReply{.body = "hello"};
                                        }}}},
                                     {"/echo", {{"POST", Echo}}}});
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    thread_ = std::thread([this] { context_.run(); });
    return server_->address();
  }

  // What the server says to these bytes before it closes.
  std::string Exchange(std::string_view bytes) {
    RawClient client(server_ == nullptr ? Start() : server_->address());
    client.Send(bytes);
    return client.ReadToEnd();
  }

  HttpServerOptions options_;
  boost::asio::io_context context_{1};
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

TEST_F(HttpServerTest, AnswersRequestsOneAfterTheOther) {
  RawClient client(Start());
  for (int i = 0; i < 3; ++i) {
    client.Send(kGet);
    EXPECT_THAT(client.ReadUntil("hello"),
                AllOf(StartsWith("HTTP/1.1 200 OK\r\n"),
                      HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"),
                      HasSubstr("Content-Length: 5\r\n"),
                      HasSubstr("Cache-Control: no-store\r\n")));
  }
  client.Send(kLastGet);
  EXPECT_THAT(client.ReadToEnd(),
              AllOf(HasSubstr("Connection: close"), EndsWith("\r\n\r\nhello")));
}

TEST_F(HttpServerTest, AnswersRequestsThatCameAtOnce) {
  const std::string answer = Exchange(std::string(kGet) + kGet + kLastGet);
  std::size_t count = 0;
  for (std::size_t at = 0; (at = answer.find("hello", at)) != answer.npos; ++at)
    ++count;
  EXPECT_EQ(count, 3u);
}

TEST_F(HttpServerTest, AnswersRequestsThatComeByteByByte) {
  RawClient client(Start());
  for (const char byte : std::string_view(kLastGet)) client.Send({&byte, 1});
  EXPECT_THAT(client.ReadToEnd(), EndsWith("hello"));
}

TEST_F(HttpServerTest, AnswersHeadWithoutTheBody) {
  EXPECT_THAT(Exchange("HEAD /word HTTP/1.1\r\nHost: here\r\n"
                       "Connection: close\r\n\r\n"),
              AllOf(HasSubstr("Content-Length: 5\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(HttpServerTest, HandsOverBodies) {
  EXPECT_THAT(Exchange("POST /echo HTTP/1.1\r\nHost: here\r\n"
                       "Content-Length: 4\r\nConnection: close\r\n\r\nwhat"),
              AllOf(StartsWith("HTTP/1.1 201"), EndsWith("what from here")));
  EXPECT_THAT(Exchange("POST /echo HTTP/1.1\r\nHost: here\r\n"
                       "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                       "4\r\nwhat\r\n0\r\n\r\n"),
              EndsWith("what from here"));
}

TEST_F(HttpServerTest, RefusesWhatItDoesNotServe) {
  const std::string rest = " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n";
  EXPECT_THAT(Exchange("GET /" + rest + "\r\n"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(Exchange("GET http://here/word" + rest + "\r\n"),
              StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(
      Exchange("DELETE /word" + rest + "\r\n"),
      AllOf(StartsWith("HTTP/1.1 405"), HasSubstr("Allow: GET, HEAD\r\n")));
  EXPECT_THAT(Exchange("GET /echo" + rest + "\r\n"),
              AllOf(StartsWith("HTTP/1.1 405"), HasSubstr("Allow: POST\r\n")));
  EXPECT_THAT(Exchange("POST /echo" + rest + "Origin: http://here\r\n\r\n"),
              StartsWith("HTTP/1.1 403"));
}

TEST_F(HttpServerTest, RefusesWhatIsNoRequestAndCloses) {
  const std::string cases[] = {
      "nonsense\r\n\r\n",
      "GET /word\r\n\r\n",
      "GET /word HTTP/9.9\r\nHost: here\r\n\r\n",
      "GET /word HTTP/1.1\r\nHost : here\r\n\r\n",
      "GET /word HTTP/1.1\r\nHost: here\r\nContent-Length: -1\r\n\r\n",
      "GET /word HTTP/1.1\r\nConnection: close\r\n\r\n",
      "GET /word HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
      "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
      "zz\r\n",
      std::string("\0\x16\x03\x01", 4) + "\r\n\r\n",
  };
  for (const std::string& request : cases) {
    EXPECT_THAT(Exchange(request), AllOf(StartsWith("HTTP/1.1 400 "),
                                         HasSubstr("Connection: close")))
        << request;
  }
}

TEST_F(HttpServerTest, BoundsHeaderAndBody) {
  EXPECT_THAT(
      Exchange("GET /word HTTP/1.1\r\nHost: here\r\nX: " +
               std::string(options_.max_header_bytes, 'x') + "\r\n\r\n"),
      StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(Exchange("POST /echo HTTP/1.1\r\nHost: here\r\n"
                       "Content-Length: 1000000\r\n\r\n" +
                       std::string(1'000'000, 'x')),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(Exchange("GET /" + std::string(1'000'000, 'x')),
              StartsWith("HTTP/1.1 431 "));
}

TEST_F(HttpServerTest, CutsOffWhoeverIsSlow) {
  options_.timeout = milliseconds(50);
  Start();
  for (const char* part : {"", "GET /wo",
                           "POST /echo HTTP/1.1\r\nHost: here\r\n"
                           "Content-Length: 4\r\n\r\nwh"}) {
    EXPECT_THAT(Exchange(part), IsEmpty()) << part;
  }
}

TEST_F(HttpServerTest, ServesOthersWhileSomeAreSlow) {
  options_.max_connections = 2;
  RawClient slow(Start());
  slow.Send("GET /wo");
  EXPECT_THAT(Exchange(kLastGet), EndsWith("hello"));
  slow.Send(std::string_view(kLastGet).substr(7));
  EXPECT_THAT(slow.ReadToEnd(), EndsWith("hello"));
}

TEST_F(HttpServerTest, GivesThePlaceOfAnIdleConnectionToANewOne) {
  options_.max_connections = 2;
  RawClient idle(Start());
  idle.Send(kGet);
  idle.ReadUntil("hello");
  RawClient busy(server_->address());
  busy.Send(kGet);
  busy.ReadUntil("hello");
  EXPECT_THAT(Exchange(kLastGet), EndsWith("hello"));
  EXPECT_THAT(idle.ReadToEnd(), IsEmpty());
  busy.Send(kLastGet);
  EXPECT_THAT(busy.ReadToEnd(), EndsWith("hello"));
}

TEST_F(HttpServerTest, ClosesANewConnectionIfAllAreBusy) {
  options_.max_connections = 1;
  RawClient busy(Start());
  busy.Send(std::string(kGet) + "GET /wo");
  busy.ReadUntil("hello");
  RawClient refused(server_->address());
  EXPECT_THAT(refused.ReadToEnd(), IsEmpty());
  busy.Send(std::string_view(kLastGet).substr(7));
  EXPECT_THAT(busy.ReadToEnd(), EndsWith("hello"));
  EXPECT_THAT(Exchange(kLastGet), EndsWith("hello"));
}

TEST_F(HttpServerTest, EndsWithConnectionsOpen) {
  RawClient one(Start());
  one.Send(std::string(kGet) + "GET /wo");
  one.ReadUntil("hello");
}

TEST_F(HttpServerTest, TellsWhyItCannotListen) {
  Start();
  for (const std::string& listen :
       {std::string("9464"), std::string("[::1:9464"), server_->address()}) {
    options_.listen = listen;
    const auto second =
        HttpServer::Start(context_.get_executor(), options_, {});
    EXPECT_FALSE(second.ok()) << listen;
    EXPECT_THAT(std::string(second.status().message()), HasSubstr(listen));
    EXPECT_EQ(second.status().code(), listen == server_->address()
                                          ? absl::StatusCode::kUnavailable
                                          : absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace herald
