// SPDX-License-Identifier: Apache-2.0
#include "http/http2_session.h"

#include <gmock/gmock.h>

#include <functional>
#include <vector>

#include "http/http2_fixture.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Peer = Http2Peer;
using Http2SessionTest = Http2Test;

using Act = std::function<void(Peer&, std::uint32_t id)>;

Act Reset(std::uint32_t code) {
  return [code](Peer& peer, std::uint32_t id) {
    peer.Send(Peer::kResetStream, 0, id, Number32(code));
    peer.ReadUntil(Peer::kEnd);
  };
}

// Answers the beginning, and then does this.
Act AnswerHalf(const Act& act) {
  return [act](Peer& peer, std::uint32_t id) {
    peer.Send(Peer::kHeaders, Peer::kEndHeaders, id, kStatus200);
    peer.Send(Peer::kData, 0, id, "half ");
    act(peer, id);
  };
}

// Says that the last request it took was this, and ends.
Act GoAway(std::uint32_t last) {
  return [last](Peer& peer, std::uint32_t) {
    peer.Send(Peer::kGoAway, 0, 0, Number32(last) + Number32(0));
    peer.End();
  };
}

void End(Peer& peer, std::uint32_t) { peer.End(); }

void BreakTheRules(Peer& peer, std::uint32_t) {
  peer.Send(Peer::kData, 0, 0, "data of no stream");
  peer.ReadUntil(Peer::kEnd);
}

// What RFC 9113 promises about each way in which a request can fail, section
// 8.7 above all. The request's stream is 1.
struct Failure {
  std::string name;
  Act act;
  std::string told;
  bool is_possibly_sent;
};

constexpr std::uint32_t kInternalError = 2;
constexpr std::uint32_t kRefusedStream = 7;

TEST_F(Http2SessionTest, TellsWhetherARequestThatFailedWasPossiblySent) {
  const std::string reset = "failed: the stream was reset: ";
  const std::string broke = "failed: the connection broke: ";
  const std::vector<Failure> failures = {
      {"reset", Reset(kInternalError), reset + "INTERNAL_ERROR", true},
      {"refused", Reset(kRefusedStream), reset + "REFUSED_STREAM", false},
      {"refused too late", AnswerHalf(Reset(kRefusedStream)),
       ":status=200 half " + reset + "REFUSED_STREAM", true},
      {"goes away without it", GoAway(0), reset + "REFUSED_STREAM", false},
      {"goes away with it", GoAway(1), broke + "the peer closed it", true},
      {"ends", End, broke + "the peer closed it", true},
      {"ends too early", AnswerHalf(End),
       ":status=200 half " + broke + "the peer closed it", true},
      {"breaks the rules", BreakTheRules,
       broke + "the peer ended HTTP/2, or broke its rules", true}};
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
