// SPDX-License-Identifier: Apache-2.0
#include "http/connection_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "fakes/client_under_test.h"
#include "fakes/scripted_server.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using ::testing::StartsWith;

// Answers every request with its number on this connection.
void Count(ServerConnection& connection) {
  for (int i = 1; !connection.ReadRequest().empty(); ++i) {
    connection.Send(Answer(200, std::to_string(i)));
  }
}

TEST(ConnectionPool, UsesAConnectionAgain) {
  ScriptedServer server(Count);
  ClientUnderTest client;
  for (int i = 1; i <= 100; ++i) {
    EXPECT_EQ(ToText(client.Get(server.origin())), "200 " + std::to_string(i));
  }
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(client.client().Counts(), (ConnectionCounts{1, 1, 1, 0}));
}

TEST(ConnectionPool, DropsAConnectionThatThePeerHasClosed) {
  for (const bool is_reset : {false, true}) {
    ScriptedServer server([&](ServerConnection& connection) {
      connection.ReadRequest();
      connection.Send(Answer(200, "once"));
      if (is_reset) connection.ResetAtEnd();
    });
    ClientUnderTest client;
    for (int i = 1; i <= 3; ++i) {
      EXPECT_EQ(ToText(client.Get(server.origin())), "200 once");
      server.AwaitClosed(i);
    }
    EXPECT_EQ(server.connections(), 3);
  }
}

TEST(ConnectionPool, DropsAConnectionOnWhichThePeerSpeaksUnasked) {
  std::promise<void> is_idle;
  std::promise<void> has_spoken;
  ScriptedServer server([&](ServerConnection& connection) {
    connection.ReadRequest();
    connection.Send(Answer(200, "mine"));
    if (connection.index() == 0) {
      is_idle.get_future().wait();
      connection.Send(Answer(200, "not yours"));
      has_spoken.set_value();
    }
    connection.AwaitEnd();
  });
  ClientUnderTest client;
  EXPECT_EQ(ToText(client.Get(server.origin())), "200 mine");
  is_idle.set_value();
  has_spoken.get_future().wait();
  EXPECT_EQ(ToText(client.Get(server.origin())), "200 mine");
  EXPECT_EQ(server.connections(), 2);
}

TEST(ConnectionPool, LetsOthersWaitTheirTurn) {
  ScriptedServer server(Count);
  HttpClientOptions options;
  options.max_connections_per_origin = 2;
  ClientUnderTest client(options);
  std::vector<const std::optional<HttpResult>*> results;
  for (int i = 0; i < 20; ++i) {
    results.push_back(&client.Start(GetRequest(server.origin())));
  }
  client.RunUntil([&] { return results.back()->has_value(); });
  // First come, first served: with two lines, nobody is two behind.
  int missing = 0;
  for (const auto* result : results) missing += result->has_value() ? 0 : 1;
  EXPECT_LE(missing, 1);
  client.RunUntil([&] { return client.client().Counts().idle == 2; });
  EXPECT_EQ(server.connections(), 2);
}

TEST(ConnectionPool, LetsNobodyWaitBeyondTheDeadline) {
  ScriptedServer server(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  HttpClientOptions options;
  options.max_connections_per_origin = 1;
  options.max_waiting_per_origin = 1;
  ClientUnderTest client(options);
  const auto& first = client.Start(GetRequest(server.origin()));
  client.RunUntil([&] { return server.connections() == 1; });
  const auto& second =
      client.Start(GetRequest(server.origin()), milliseconds(300));
  client.RunUntil([&] { return client.client().Counts().waiting == 1; });

  EXPECT_THAT(ToText(client.Get(server.origin())),
              StartsWith("kConnect not sent: "));
  client.RunUntil([&] { return second.has_value(); });
  EXPECT_THAT(ToText(*second), StartsWith("kNoTime not sent: "));
  EXPECT_FALSE(first.has_value());
  EXPECT_EQ(client.client().Counts(), (ConnectionCounts{1, 1, 0, 0}));
}

TEST(ConnectionPool, PassesTheTurnOnWhenAConnectionBreaks) {
  ScriptedServer server([](ServerConnection& connection) {
    connection.ReadRequest();
    if (connection.index() == 2) connection.Send(Answer(200, "third"));
  });
  HttpClientOptions options;
  options.max_connections_per_origin = 1;
  ClientUnderTest client(options);
  client.Start(GetRequest(server.origin()));
  client.Start(GetRequest(server.origin()));
  const auto& third = client.Start(GetRequest(server.origin()));
  client.RunUntil([&] { return third.has_value(); });
  EXPECT_EQ(ToText(*third), "200 third");
}

TEST(ConnectionPool, ClosesConnectionsThatNobodyNeeds) {
  ScriptedServer server(Count);
  HttpClientOptions options;
  options.idle_timeout = milliseconds(1);
  ClientUnderTest client(options);
  client.Get(server.origin());
  client.RunUntil([&] { return client.client().Counts().open == 0; });
  server.AwaitClosed(1);
}

TEST(ConnectionPool, KeepsNoMoreUnusedConnectionsThanAllowed) {
  ScriptedServer server(Count);
  HttpClientOptions options;
  options.max_idle_connections_per_origin = 2;
  ClientUnderTest client(options);
  for (int i = 0; i < 5; ++i) client.Start(GetRequest(server.origin()));
  client.RunUntil([&] { return client.client().Counts().open == 5; });
  client.RunUntil([&] { return client.client().Counts().open == 2; });
  EXPECT_EQ(client.client().Counts(), (ConnectionCounts{1, 2, 2, 0}));
}

TEST(ConnectionPool, LeavesTheContextNoWorkOnceClosed) {
  ScriptedServer server(Count);
  ClientUnderTest client;
  client.Get(server.origin());
  const auto& under_way = client.Start(GetRequest(server.origin()));
  client.client().Close();
  client.context().restart();
  client.context().run();
  ASSERT_TRUE(under_way.has_value());
  EXPECT_THAT(ToText(*under_way), StartsWith("200 "));
  EXPECT_EQ(client.client().Counts().open, 0u);
}

TEST(ConnectionPools, MakeRoomForANewOriginOnlyWhereNobodyIs) {
  ScriptedServer busy(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  ScriptedServer one(Count);
  ScriptedServer two(Count);
  HttpClientOptions options;
  options.max_origins = 2;
  ClientUnderTest client(options);
  client.Start(GetRequest(busy.origin()));
  client.RunUntil([&] { return busy.connections() == 1; });
  EXPECT_EQ(ToText(client.Get(one.origin())), "200 1");
  EXPECT_EQ(ToText(client.Get(two.origin())), "200 1");
  one.AwaitClosed(1);
  EXPECT_EQ(client.client().Counts(), (ConnectionCounts{2, 2, 1, 0}));

  options.max_origins = 1;
  ClientUnderTest full(options);
  full.Start(GetRequest(busy.origin()));
  full.RunUntil([&] { return busy.connections() == 2; });
  EXPECT_THAT(ToText(full.Get(one.origin())), StartsWith("kConnect not sent"));
}

}  // namespace
}  // namespace herald
