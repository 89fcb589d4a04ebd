// SPDX-License-Identifier: Apache-2.0
#include "http/http2_connection.h"

#include <gmock/gmock.h>

#include <future>

#include "http/http2_fixture.h"

namespace herald {
namespace {

using Peer = Http2Peer;
using Http2ConnectionTest = Http2Test;

constexpr std::chrono::milliseconds kNow(0);
constexpr std::chrono::milliseconds kSoon(10);

TEST_F(Http2ConnectionTest, CarriesARequestAndItsAnswer) {
  std::promise<std::string> body;
  Connect([&](Peer& peer) {
    const Peer::Frame head = peer.ReadUntil(Peer::kHeaders);
    const Peer::Frame data = peer.ReadUntil(Peer::kData);
    EXPECT_EQ(data.flags, Peer::kEndStream);
    body.set_value(data.payload);
    peer.Send(Peer::kHeaders, Peer::kEndHeaders, head.stream, kStatus200);
    peer.Send(Peer::kData, 0, head.stream, "answer ");
    peer.Send(Peer::kHeaders, Peer::kEndHeaders | Peer::kEndStream, head.stream,
              LiteralField("trailer", "last"));
    peer.Read();
  });
  ToldStream stream;
  Begin(stream);
  EXPECT_FALSE(stream.is_possibly_sent());
  EXPECT_EQ(Finish(stream), ":status=200 answer trailer=last ");
  EXPECT_EQ(body.get_future().get(), "question");
  EXPECT_TRUE(stream.is_possibly_sent());
  EXPECT_TRUE(connection_->is_open());
}

TEST_F(Http2ConnectionTest, CarriesManyRequestsAtATimeInAnyOrder) {
  Connect([](Peer& peer) {
    for (int i = 0; i < 3; ++i) peer.ReadUntil(Peer::kData);
    for (const std::uint32_t id : {5u, 1u, 3u}) {
      peer.Answer(id, std::to_string(id));
    }
    peer.ReadUntil(Peer::kEnd);
  });
  ToldStream streams[3];
  for (ToldStream& stream : streams) Begin(stream);
  EXPECT_EQ(Finish(streams[0]), ":status=200 1");
  EXPECT_EQ(Finish(streams[1]), ":status=200 3");
  EXPECT_EQ(Finish(streams[2]), ":status=200 5");
}

// The peer's window is 65,535 bytes unless it says otherwise.
TEST_F(Http2ConnectionTest, WaitsForRoomForALargeRequest) {
  const std::string large(200'000, 'x');
  Connect([](Peer& peer) {
    std::size_t received = 0;
    Peer::Frame frame;
    do {
      frame = peer.ReadUntil(Peer::kData);
      received += frame.payload.size();
      if (received >= 65'535) {
        peer.Send(Peer::kWindowUpdate, 0, 0, Number32(200'000));
        peer.Send(Peer::kWindowUpdate, 0, frame.stream, Number32(200'000));
      }
    } while (frame.flags != Peer::kEndStream && frame.type != Peer::kEnd);
    peer.Answer(frame.stream, std::to_string(received));
    peer.ReadUntil(Peer::kEnd);
  });
  ToldStream stream;
  Begin(stream, large);
  EXPECT_EQ(Finish(stream), ":status=200 200000");
}

TEST_F(Http2ConnectionTest, TakesAnAnswerThatComesBeforeTheRequestHasGone) {
  std::promise<Peer::Frame> last;
  Connect([&](Peer& peer) {
    peer.Answer(peer.ReadUntil(Peer::kHeaders).stream, "enough");
    last.set_value(peer.ReadUntil(Peer::kResetStream));
  });
  ToldStream stream;
  Begin(stream, std::string(200'000, 'x'));
  EXPECT_EQ(Finish(stream), ":status=200 enough");
  auto reset = last.get_future();
  while (reset.wait_for(kNow) != std::future_status::ready)
    io_.run_one_for(kSoon);
  EXPECT_EQ(reset.get().type, Peer::kResetStream);
}

TEST_F(Http2ConnectionTest, TakesTheBodyOfALargeAnswer) {
  Connect([](Peer& peer) {
    const std::uint32_t id = peer.ReadUntil(Peer::kHeaders).stream;
    peer.Send(Peer::kHeaders, Peer::kEndHeaders, id, kStatus200);
    // More than the client's window, which it opens again.
    for (int i = 0; i < 4; ++i) {
      peer.Send(Peer::kData, 0, id, std::string(16'000, 'y'));
    }
    peer.ReadUntil(Peer::kWindowUpdate);
    peer.Send(Peer::kData, 0, id, std::string(16'000, 'y'));
    peer.Send(Peer::kData, Peer::kEndStream, id, "");
    peer.ReadUntil(Peer::kEnd);
  });
  ToldStream stream;
  Begin(stream);
  EXPECT_EQ(Finish(stream).size(), std::string(":status=200 ").size() + 80'000);
}

// A peer that takes one request at a time, and has taken the first.
class Http2TurnTest : public Http2Test {
 protected:
  // `script` goes on with the first request's stream, once it may.
  void ConnectAndBegin(
      const std::function<void(Peer&, std::uint32_t first)>& script) {
    Connect(
        [this, script](Peer& peer) {
          const std::uint32_t first = peer.ReadUntil(Peer::kHeaders).stream;
          may_go_on_.get_future().wait();
          script(peer, first);
          peer.ReadUntil(Peer::kEnd);
        },
        // SETTINGS_MAX_CONCURRENT_STREAMS.
        Setting(3, 1));
    Begin(first_);
    RunUntil([&] { return first_.is_possibly_sent(); });
    RunAWhile();  // The settings come.
  }

  void RunAWhile() {
    for (int i = 0; i < 10; ++i) io_.run_one_for(kSoon);
  }

  std::promise<void> may_go_on_;
  ToldStream first_;
};

TEST_F(Http2TurnTest, LetsARequestWaitItsTurnUnsent) {
  ConnectAndBegin([](Peer& peer, std::uint32_t first) {
    peer.Answer(first, "one");
    peer.Answer(peer.ReadUntil(Peer::kHeaders).stream, "two");
  });
  ToldStream second;
  ToldStream third;
  Begin(second);
  Begin(third);
  RunAWhile();
  EXPECT_FALSE(second.is_possibly_sent());
  third.Cancel();
  EXPECT_FALSE(third.is_possibly_sent());
  may_go_on_.set_value();
  EXPECT_EQ(Finish(first_), ":status=200 one");
  EXPECT_EQ(Finish(second), ":status=200 two");
  EXPECT_EQ(third.told, "");
}

TEST_F(Http2TurnTest, FailsWhatWaitsUnsentWhenThePeerGoesAway) {
  ConnectAndBegin([](Peer& peer, std::uint32_t first) {
    peer.Send(Peer::kGoAway, 0, 0, Number32(first) + Number32(0));
    peer.Answer(first, "one");
  });
  ToldStream second;
  Begin(second);
  may_go_on_.set_value();
  EXPECT_EQ(Finish(first_), ":status=200 one");
  EXPECT_THAT(Finish(second), ::testing::StartsWith("failed: "));
  EXPECT_FALSE(second.is_possibly_sent());
}

TEST_F(Http2ConnectionTest, TellsThePeerOfARequestThatIsTakenBack) {
  std::promise<Peer::Frame> reset;
  Connect([&](Peer& peer) {
    peer.ReadUntil(Peer::kData);
    reset.set_value(peer.ReadUntil(Peer::kResetStream));
    peer.Answer(3, "the next");
    peer.ReadUntil(Peer::kEnd);
  });
  {
    ToldStream taken_back;
    Begin(taken_back);
    RunUntil([&] { return taken_back.is_possibly_sent(); });
  }
  ToldStream next;
  Begin(next);
  EXPECT_EQ(Finish(next), ":status=200 the next");
  const Peer::Frame frame = reset.get_future().get();
  EXPECT_EQ(frame.stream, 1u);
  EXPECT_EQ(frame.payload, Number32(8));  // CANCEL.
}

TEST_F(Http2ConnectionTest, TakesNoMoreRequestsOnceThePeerGoesAway) {
  Connect([](Peer& peer) {
    const std::uint32_t id = peer.ReadUntil(Peer::kHeaders).stream;
    peer.Send(Peer::kGoAway, 0, 0, Number32(id) + Number32(0));
    peer.Answer(id, "the last");
    peer.ReadUntil(Peer::kEnd);
  });
  ToldStream stream;
  Begin(stream);
  EXPECT_EQ(Finish(stream), ":status=200 the last");
  EXPECT_FALSE(connection_->is_open());
}

TEST_F(Http2ConnectionTest, EndsWithItsLastRequestOnceClosed) {
  Connect([](Peer& peer) {
    const std::uint32_t id = peer.ReadUntil(Peer::kHeaders).stream;
    peer.ReadUntil(Peer::kData);
    peer.Answer(id, "still answered");
    peer.ReadUntil(Peer::kEnd);
  });
  ToldStream stream;
  Begin(stream);
  connection_->Close();
  EXPECT_FALSE(connection_->is_open());
  EXPECT_EQ(Finish(stream), ":status=200 still answered");
  connection_ = nullptr;
  io_.restart();
  io_.run();
  server_->AwaitClosed(1);
}

}  // namespace
}  // namespace herald
