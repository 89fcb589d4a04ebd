// SPDX-License-Identifier: Apache-2.0
#include "http/connector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "fakes/client_under_test.h"
#include "fakes/scripted_server.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

void AnswerOnce(ServerConnection& connection) {
  connection.ReadRequest();
  connection.Send(Answer(200, "here"));
}

// A port on which nobody listens any more.
std::uint16_t FreePort() { return ScriptedServer(AnswerOnce).port(); }

TEST(Connector, TellsARefusalFromALoss) {
  const std::uint16_t port = FreePort();
  ClientUnderTest client;
  EXPECT_THAT(ToText(client.Get({false, "127.0.0.1", port})),
              AllOf(StartsWith("kConnect not sent: "),
                    HasSubstr("127.0.0.1:" + std::to_string(port)),
                    HasSubstr("Connection refused")));
  EXPECT_EQ(client.client().Counts().open, 0u);
}

TEST(Connector, ReachesIpv6Addresses) {
  ScriptedServer::Options options;
  options.is_ipv6 = true;
  ScriptedServer server(AnswerOnce, options);
  ClientUnderTest client;
  EXPECT_EQ(ToText(client.Get({false, "::1", server.port()})), "200 here");
}

TEST(Connector, ResolvesNamesAndTriesEveryAddress) {
  // localhost may be both ::1 and 127.0.0.1; only one of them listens.
  for (const bool is_ipv6 : {false, true}) {
    ScriptedServer::Options options;
    options.is_ipv6 = is_ipv6;
    ScriptedServer server(AnswerOnce, options);
    ClientUnderTest client;
    const std::string text =
        ToText(client.Get({false, "localhost", server.port()}));
    // Not every machine gives localhost an IPv6 address.
    const bool is_refused = text.find("refused") != std::string::npos;
    EXPECT_TRUE(text == "200 here" || (is_ipv6 && is_refused)) << text;
  }
}

TEST(Connector, TellsThatANameCannotBeResolved) {
  HttpClientOptions options;
  options.connect_timeout = milliseconds(2'000);
  ClientUnderTest client(options);
  EXPECT_THAT(ToText(client.Get({false, "nowhere.invalid", 80})),
              AllOf(StartsWith("kResolve not sent: "),
                    HasSubstr("nowhere.invalid:80")));
}

TEST(Connector, GivesUpOnAHandshakeThatStalls) {
  ScriptedServer server(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  HttpClientOptions options;
  options.tls_timeout = milliseconds(20);
  ClientUnderTest client(options);
  const HttpOrigin origin = {true, "127.0.0.1", server.port()};
  EXPECT_THAT(ToText(client.Get(origin)),
              AllOf(StartsWith("kTls not sent: "), HasSubstr("20 ms")));
  EXPECT_THAT(ToText(client.Get(origin, milliseconds(10))),
              StartsWith("kNoTime not sent: "));
}

TEST(Connector, TellsThatTheServerSpeaksNoTls) {
  ScriptedServer server([](ServerConnection& connection) {
    connection.Send("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.AwaitEnd();
  });
  ClientUnderTest client;
  EXPECT_THAT(ToText(client.Get({true, "127.0.0.1", server.port()})),
              StartsWith("kTls not sent: "));
}

TEST(Connector, TellsThatTheServerHangsUpInTheHandshake) {
  for (const bool is_reset : {false, true}) {
    ScriptedServer server([&](ServerConnection& connection) {
      // Else a reset could still meet the client while it connects.
      connection.AwaitBytes();
      if (is_reset) connection.ResetAtEnd();
    });
    ClientUnderTest client;
    EXPECT_THAT(ToText(client.Get({true, "127.0.0.1", server.port()})),
                StartsWith("kTls not sent: "));
  }
}

}  // namespace
}  // namespace herald
