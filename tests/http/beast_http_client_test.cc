// SPDX-License-Identifier: Apache-2.0
#include "http/beast_http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <future>
#include <string>
#include <vector>

#include "fakes/client_under_test.h"
#include "fakes/scripted_server.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(BeastHttpClient, SendsTheseBytesAndReadsTheAnswer) {
  std::promise<std::string> received;
  ScriptedServer server([&](ServerConnection& connection) {
    received.set_value(connection.ReadRequest());
    connection.Send(
        "HTTP/1.1 201 Made\r\nX-A: b\r\nContent-Length: 2\r\n\r\nhi");
  });
  HttpRequest request;
  request.origin = server.origin();
  request.target = "/path?query=1";
  request.headers = {{"X-One", "1"}, {"Accept", "*/*"}};
  request.body = std::string("b\0dy", 4);

  ClientUnderTest client;
  const HttpResult result = client.Send(request);

  EXPECT_EQ(ToText(result), "201 hi");
  EXPECT_EQ(std::get<HttpResponse>(result).Header("x-a"), "b");
  EXPECT_EQ(received.get_future().get(),
            "POST /path?query=1 HTTP/1.1\r\nHost: 127.0.0.1:" +
                std::to_string(server.port()) +
                "\r\nX-One: 1\r\nAccept: */*\r\nUser-Agent: herald/" +
                HERALD_VERSION "\r\nContent-Length: 4\r\n\r\n" +
                std::string("b\0dy", 4));
}

TEST(BeastHttpClient, SendsABodyBeyondAllBuffers) {
  std::promise<std::size_t> received;
  ScriptedServer server([&](ServerConnection& connection) {
    received.set_value(connection.ReadRequest().size());
    connection.Send(Answer(200, std::string(1024 * 1024, 'x')));
  });
  HttpRequest request;
  request.origin = server.origin();
  request.body = std::string(16 * 1024 * 1024, 'y');
  ClientUnderTest client;
  const HttpResult result = client.Send(request);
  EXPECT_GT(received.get_future().get(), request.body.size());
  ASSERT_TRUE(std::holds_alternative<HttpResponse>(result));
  EXPECT_EQ(std::get<HttpResponse>(result).body, std::string(1024 * 1024, 'x'));
}

TEST(BeastHttpClient, ReturnsEveryStatusAsAValue) {
  for (const int status : {200, 302, 404, 429, 500, 599}) {
    ScriptedServer server([&](ServerConnection& connection) {
      connection.ReadRequest();
      connection.Send("HTTP/1.1 100 Continue\r\n\r\n");
      connection.Send(Answer(status, "b"));
    });
    ClientUnderTest client;
    EXPECT_EQ(ToText(client.Get(server.origin())),
              std::to_string(status) + " b");
    EXPECT_EQ(server.connections(), 1);
  }
}

struct Fault {
  std::string name;
  ScriptedServer::Script script;
  std::string expected;
  milliseconds timeout = ClientUnderTest::kLong;
};

ScriptedServer::Script Saying(const std::string& answer) {
  return [answer](ServerConnection& connection) {
    connection.ReadRequest();
    connection.Send(answer);
  };
}

ScriptedServer::Script SayingForEver(const std::string& first,
                                     const std::string& rest) {
  return [first, rest](ServerConnection& connection) {
    connection.ReadRequest();
    connection.Send(first);
    for (int i = 0; i < 100; ++i) connection.Send(rest);
    connection.AwaitEnd();
  };
}

std::vector<Fault> Faults() {
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string lost = "kConnectionLost possibly sent: ";
  const std::string large = "kResponseTooLarge possibly sent: ";
  const std::string wrong = "kMalformedResponse possibly sent: ";
  const std::string late = "kTimeout possibly sent: ";
  const ScriptedServer::Script stall = [](ServerConnection& connection) {
    connection.AwaitEnd();
  };
  const ScriptedServer::Script reset = [](ServerConnection& connection) {
    connection.ReadRequest();
    connection.ResetAtEnd();
  };
  const ScriptedServer::Script stall_in_body = [ok](ServerConnection& c) {
    c.ReadRequest();
    c.Send(ok + "Content-Length: 5\r\n\r\nhu");
    c.AwaitEnd();
  };
  return {
      {"stalls after accept", stall, late, milliseconds(250)},
      {"stalls in the body", stall_in_body, late, milliseconds(250)},
      {"closes without an answer", Saying(""), lost},
      {"closes in the head", Saying("HTTP/1.1 200 OK\r\nA"), lost},
      {"closes in the body", Saying(ok + "Content-Length: 9\r\n\r\nhush"),
       lost},
      {"resets", reset, lost},
      {"announces too large a body",
       Saying(ok + "Content-Length: 1048577\r\n\r\n"), large},
      {"sends too large a body",
       SayingForEver(ok + "\r\n", std::string(100'000, 'x')), large},
      {"sends headers for ever", SayingForEver(ok, std::string(999, 'A')),
       large},
      {"sends a bad chunk",
       Saying(ok + "Transfer-Encoding: chunked\r\n\r\nhush\r\n"), wrong},
      {"sends 1xx for ever", SayingForEver("", "HTTP/1.1 100 Continue\r\n\r\n"),
       wrong},
      {"speaks no HTTP", Saying("220 hush ESMTP\r\n"), wrong},
  };
}

TEST(BeastHttpClient, TellsWhatWentWrongAfterTheRequestHadLeft) {
  for (const Fault& fault : Faults()) {
    SCOPED_TRACE(fault.name);
    ScriptedServer server(fault.script);
    ClientUnderTest client;
    HttpRequest request = GetRequest(server.origin());
    request.target = "/hush";
    request.headers = {{"Authorization", "hush"}};
    request.body = "hush";
    const std::string text = ToText(client.Send(request, fault.timeout));
    EXPECT_THAT(text, StartsWith(fault.expected));
    EXPECT_THAT(text, HasSubstr("127.0.0.1:" + std::to_string(server.port())));
    EXPECT_THAT(text, Not(HasSubstr("hush")));
    EXPECT_EQ(server.connections(), 1) << "the request was repeated";
    EXPECT_EQ(client.client().Counts().open, 0u);
  }
}

TEST(BeastHttpClient, TakesAnAnswerThatComesBeforeTheRequestIsRead) {
  ScriptedServer server([](ServerConnection& connection) {
    connection.Send(Answer(413, "too much"));
    connection.AwaitEnd();
  });
  HttpRequest request;
  request.origin = server.origin();
  request.body = "x";
  ClientUnderTest client;
  EXPECT_EQ(ToText(client.Send(request)), "413 too much");
}

TEST(BeastHttpClient, SendsNothingOnceTheDeadlineIsOver) {
  ScriptedServer server(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  ClientUnderTest client;
  EXPECT_THAT(ToText(client.Get(server.origin(), milliseconds(0))),
              StartsWith("kNoTime not sent: "));
  EXPECT_EQ(server.connections(), 0);
}

TEST(BeastHttpClient, SendsNothingIfTheRequestBreaksARule) {
  ScriptedServer server(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  HttpRequest request = GetRequest(server.origin());
  request.headers = {{"X", "a\r\nY: b"}};
  ClientUnderTest client;
  EXPECT_THAT(ToText(client.Send(request)),
              StartsWith("kInvalidRequest not sent: "));
  EXPECT_EQ(server.connections(), 0);
}

TEST(BeastHttpClient, StaysTheSameThroughTenThousandFaults) {
  const std::vector<Fault> faults = Faults();
  std::deque<ScriptedServer> servers;
  for (const Fault& fault : faults) servers.emplace_back(fault.script);
  HttpClientOptions options;
  options.max_response_body_bytes = 64 * 1024;
  ClientUnderTest client(options);
  int answers = 0;
  for (std::size_t i = 0; i < 10'000; ++i) {
    const std::size_t which = i % faults.size();
    // Those that stall are met with little patience here.
    const bool stalls = faults[which].timeout != ClientUnderTest::kLong;
    const HttpResult result =
        client.Get(servers[which].origin(),
                   stalls ? milliseconds(1) : ClientUnderTest::kLong);
    if (std::holds_alternative<HttpResponse>(result)) ++answers;
    const ConnectionCounts counts = client.client().Counts();
    ASSERT_LE(counts.origins, faults.size());
    const ConnectionCounts nothing_open = {.origins = counts.origins};
    ASSERT_EQ(counts, nothing_open) << i;
  }
  EXPECT_EQ(answers, 0);
}

TEST(BeastHttpClient, RefusesAnUnusableCaFile) {
  boost::asio::io_context context;
  for (const char* path : {"/nowhere/ca.pem", "/dev/null"}) {
    HttpClientOptions options;
    options.ca_file = path;
    const absl::Status status =
        BeastHttpClient::Create(context.get_executor(), options).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(path));
  }
}

TEST(BeastHttpClient, MayBeDestroyedWithAttemptsSuspended) {
  ScriptedServer server(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  HttpClientOptions options;
  options.max_connections_per_origin = 2;
  ClientUnderTest client(options);
  for (int i = 0; i < 5; ++i) client.Start(GetRequest(server.origin()));
  client.Start(GetRequest({false, "localhost", server.port()}));
  client.RunUntil([&] { return client.client().Counts().waiting == 3; });
  client.DestroyClient();
}

}  // namespace
}  // namespace herald
