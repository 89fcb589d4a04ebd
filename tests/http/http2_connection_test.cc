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

TEST_F(Http2ConnectionTest, LetsARequestWaitItsTurnUnsent) {
  std::promise<void> may_answer;
  auto is_told = may_answer.get_future().share();
  Connect(
      [is_told](Peer& peer) {
        const std::uint32_t first = peer.ReadUntil(Peer::kHeaders).stream;
        is_told.wait();
        peer.Answer(first, "one");
        peer.Answer(peer.ReadUntil(Peer::kHeaders).stream, "two");
        peer.ReadUntil(Peer::kEnd);
      },
      // SETTINGS_MAX_CONCURRENT_STREAMS.
      Setting(3, 1));
  // The settings have come once something else has.
  ToldStream first;
  Begin(first);
  RunUntil([&] { return first.is_possibly_sent(); });
  for (int i = 0; i < 10; ++i) io_.run_one_for(kSoon);
  ToldStream second;
  ToldStream third;
  Begin(second);
  Begin(third);
  for (int i = 0; i < 10; ++i) io_.run_one_for(kSoon);
  EXPECT_FALSE(second.is_possibly_sent());
  third.Cancel();
  EXPECT_FALSE(third.is_possibly_sent());
  may_answer.set_value();
  EXPECT_EQ(Finish(first), ":status=200 one");
  EXPECT_EQ(Finish(second), ":status=200 two");
  EXPECT_EQ(third.told, "");
}

TEST_F(Http2ConnectionTest, FailsWhatWaitsUnsentWhenThePeerGoesAway) {
  std::promise<void> may_answer;
  auto is_told = may_answer.get_future().share();
  Connect(
      [is_told](Peer& peer) {
        const std::uint32_t first = peer.ReadUntil(Peer::kHeaders).stream;
        is_told.wait();
        peer.Send(Peer::kGoAway, 0, 0, Number32(first) + Number32(0));
        peer.Answer(first, "one");
        peer.ReadUntil(Peer::kEnd);
      },
      Setting(3, 1));
  ToldStream first;
  Begin(first);
  RunUntil([&] { return first.is_possibly_sent(); });
  for (int i = 0; i < 10; ++i) io_.run_one_for(kSoon);
  ToldStream second;
  Begin(second);
  may_answer.set_value();
  EXPECT_EQ(Finish(first), ":status=200 one");
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
