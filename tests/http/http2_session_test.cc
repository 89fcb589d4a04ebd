// SPDX-License-Identifier: Apache-2.0
#include "http/http2_session.h"

#include <gmock/gmock.h>

#include <vector>

#include "http/http2_fixture.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Peer = Http2Peer;
using Http2SessionTest = Http2Test;

// What RFC 9113 promises about each way in which a request can fail.
struct Failure {
  std::string name;
  std::function<void(Peer&, std::uint32_t id)> act;
  std::string told;
  bool is_possibly_sent;
};

TEST_F(Http2SessionTest, TellsWhetherARequestThatFailedWasPossiblySent) {
  const std::vector<Failure> failures = {
      {"reset",
       [](Peer& peer, std::uint32_t id) {
         peer.Send(Peer::kResetStream, 0, id, Number32(2));
         peer.ReadUntil(Peer::kEnd);
       },
       "failed: the stream was reset: INTERNAL_ERROR", true},
      {"refused",
       [](Peer& peer, std::uint32_t id) {
         peer.Send(Peer::kResetStream, 0, id, Number32(7));
         peer.ReadUntil(Peer::kEnd);
       },
       "failed: the stream was reset: REFUSED_STREAM", false},
      {"goes away without it",
       [](Peer& peer, std::uint32_t) {
         peer.Send(Peer::kGoAway, 0, 0, Number32(0) + Number32(0));
         peer.ReadUntil(Peer::kEnd);
       },
       "failed: the stream was reset: REFUSED_STREAM", false},
      {"goes away with it, and ends",
       [](Peer& peer, std::uint32_t id) {
         peer.Send(Peer::kGoAway, 0, 0, Number32(id) + Number32(0));
         peer.End();
       },
       "failed: the connection broke: the peer closed it", true},
      {"ends", [](Peer& peer, std::uint32_t) { peer.End(); },
       "failed: the connection broke: the peer closed it", true},
      {"breaks the rules",
       [](Peer& peer, std::uint32_t) {
         peer.Send(Peer::kData, 0, 0, "data of no stream");
         peer.ReadUntil(Peer::kEnd);
       },
       "failed: the connection broke: the peer ended HTTP/2, or broke its "
       "rules",
       true},
      {"answers half",
       [](Peer& peer, std::uint32_t id) {
         peer.Send(Peer::kHeaders, Peer::kEndHeaders, id, kStatus200);
         peer.Send(Peer::kData, 0, id, "half ");
         peer.End();
       },
       ":status=200 half failed: the connection broke: the peer closed it",
       true}};
  for (const Failure& failure : failures) {
    SCOPED_TRACE(failure.name);
    Connect([&](Peer& peer) {
      const std::uint32_t id = peer.ReadUntil(Peer::kHeaders).stream;
      peer.ReadUntil(Peer::kData);
      failure.act(peer, id);
    });
    ToldStream stream;
    Begin(stream);
    EXPECT_EQ(Finish(stream), failure.told);
    EXPECT_EQ(stream.is_possibly_sent(), failure.is_possibly_sent);
    connection_->Close();
  }
}

TEST_F(Http2SessionTest, FailsIfTheServerSpeaksAnythingElse) {
  ConnectRaw([](ServerConnection& connection) {
    connection.AwaitBytes();
    connection.Send("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.AwaitEnd();
  });
  ToldStream stream;
  Begin(stream);
  EXPECT_THAT(Finish(stream), StartsWith("failed: the connection broke: "));
  EXPECT_FALSE(connection_->is_open());
}

// Each PING has to be answered, and a peer that does not read takes no answers.
TEST_F(Http2SessionTest, EndsWithAPeerThatFloodsIt) {
  Connect([](Peer& peer) {
    const std::uint32_t id = peer.ReadUntil(Peer::kHeaders).stream;
    // More than the buffers between the two have room for.
    for (int i = 0; i < 1'000'000; ++i) {
      peer.Send(Peer::kPing, 0, 0, "8 bytes.");
    }
    peer.Answer(id, "");
    peer.ReadUntil(Peer::kEnd);
  });
  ToldStream stream;
  Begin(stream);
  EXPECT_THAT(Finish(stream), HasSubstr("failed: the connection broke: "));
}

}  // namespace
}  // namespace herald
