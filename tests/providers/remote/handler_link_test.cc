// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_link.h"

#include "fakes/http2_peer.h"
#include "fakes/scripted_server.h"
#include "fakes/temporary_file.h"
#include "providers/remote/remote_fixture.h"

namespace herald {
namespace {

using Peer = Http2Peer;

// What a gRPC server sends before a message.
std::string GrpcHead() {
  return std::string(kStatus200) +
         LiteralField("content-type", "application/grpc");
}

// A handler that works on gRPC's frames itself.
class RawHandler {
 public:
  using Script = std::function<void(Peer&, ServerConnection&)>;

  // `script` runs on each connection once the handler has said that it serves,
  // while the watch of its health goes on.
  explicit RawHandler(const Script& script)
      : server_([script](ServerConnection& connection) {
          Peer peer(connection);
          const std::uint32_t watch = peer.ReadUntil(Peer::kHeaders).stream;
          peer.ReadUntil(Peer::kData);
          peer.Send(Peer::kHeaders, Peer::kEndHeaders, watch, GrpcHead());
          peer.Send(Peer::kData, 0, watch, std::string("\0\0\0\0\2\x08\1", 7));
          script(peer, connection);
        }) {}

  std::string address() const {
    return "127.0.0.1:" + std::to_string(server_.port());
  }
  const ScriptedServer& server() const { return server_; }

 private:
  ScriptedServer server_;
};

class HandlerLinkTest : public RemoteTest {
 protected:
  // Delivers, waits in vain, and delivers again.
  void DeliverAroundATimeout(Provider& provider) {
    EXPECT_EQ(Deliver(provider), "DELIVERED raw");
    time_ = std::chrono::milliseconds(1'100);
    EXPECT_EQ(Deliver(provider),
              "RETRY TRANSPORT HANDLER_DEADLINE_EXCEEDED possibly sent");
    time_ = std::chrono::seconds(20);
    EXPECT_EQ(Deliver(provider), "DELIVERED raw");
  }
};

// Reads one call, and returns its stream.
std::uint32_t ReadCall(Peer& peer) {
  const std::uint32_t id = peer.ReadUntil(Peer::kHeaders).stream;
  peer.ReadUntil(Peer::kData);
  return id;
}

// The body that says that it was delivered.
std::string VerdictBody() {
  const std::string verdict = SaysDelivered("raw").messages.front();
  std::string body = NewGrpcBody(verdict.size());
  return body.replace(body.size() - verdict.size(), verdict.size(), verdict);
}

void AnswerCall(Peer& peer, std::uint32_t id) {
  peer.Send(Peer::kHeaders, Peer::kEndHeaders, id, GrpcHead());
  peer.Send(Peer::kData, 0, id, VerdictBody());
  peer.Send(Peer::kHeaders, Peer::kEndHeaders | Peer::kEndStream, id,
            LiteralField("grpc-status", "0"));
}

TEST_F(HandlerLinkTest, UsesOneConnectionForAllCalls) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    for (int i = 0; i < 3; ++i) AnswerCall(peer, ReadCall(peer));
    peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Deliver(*provider), "DELIVERED raw");
  EXPECT_EQ(handler.server().connections(), 1);
}

TEST_F(HandlerLinkTest, TakesACallThatWasRefusedUnreadForNotSent) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    // REFUSED_STREAM.
    peer.Send(Peer::kResetStream, 0, ReadCall(peer), Number32(7));
    peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNAVAILABLE");
}

TEST_F(HandlerLinkTest, TakesACallThatWasResetForPossiblySent) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    // INTERNAL_ERROR.
    peer.Send(Peer::kResetStream, 0, ReadCall(peer), Number32(2));
    peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider),
            "RETRY TRANSPORT HANDLER_UNAVAILABLE possibly sent");
}

TEST_F(HandlerLinkTest, NeverTakesAVerdictWithoutAnEndForADelivery) {
  RawHandler handler([](Peer& peer, ServerConnection& connection) {
    const std::uint32_t id = ReadCall(peer);
    peer.Send(Peer::kHeaders, Peer::kEndHeaders, id, GrpcHead());
    // On the first connection it breaks off, on the second it ends the stream
    // without a status.
    const bool is_first = connection.index() == 0;
    peer.Send(Peer::kData, is_first ? 0 : Peer::kEndStream, id, VerdictBody());
    if (!is_first) peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider),
            "RETRY TRANSPORT HANDLER_UNAVAILABLE possibly sent");
  EXPECT_EQ(Deliver(*provider),
            "RETRY PROVIDER HANDLER_INTERNAL possibly sent");
}

TEST_F(HandlerLinkTest, BoundsWhatAHandlerSays) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    const std::uint32_t id = ReadCall(peer);
    peer.Send(Peer::kHeaders, Peer::kEndHeaders, id, GrpcHead());
    Peer::Frame frame;
    do {
      for (int i = 0; i < 4; ++i) {
        peer.Send(Peer::kData, 0, id, NewGrpcBody(10'000));
      }
      do {
        frame = peer.Read();
      } while (frame.type == Peer::kWindowUpdate && frame.stream != id);
    } while (frame.type == Peer::kWindowUpdate);
  });
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider),
            "RETRY PROVIDER HANDLER_INTERNAL possibly sent");
}

TEST_F(HandlerLinkTest, MakesANewConnectionWhenTheHandlerGoesAway) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    const std::uint32_t id = ReadCall(peer);
    peer.Send(Peer::kGoAway, 0, 0, Number32(id) + Number32(0));
    AnswerCall(peer, id);
    peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Deliver(*provider), "DELIVERED raw");
  EXPECT_EQ(handler.server().connections(), 3);
}

// As when the network in between drops everything.
TEST_F(HandlerLinkTest, MakesANewConnectionWhenTheOldOneFallsSilent) {
  RawHandler handler([](Peer& peer, ServerConnection& connection) {
    AnswerCall(peer, ReadCall(peer));
    if (connection.index() == 0) ReadCall(peer);
    peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  DeliverAroundATimeout(*provider);
}

TEST_F(HandlerLinkTest, KeepsTheConnectionOfAHandlerThatIsOnlySlow) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    AnswerCall(peer, ReadCall(peer));
    ReadCall(peer);
    peer.Send(Peer::kPing, 0, 0, "8 bytes.");
    AnswerCall(peer, ReadCall(peer));
    peer.ReadUntil(Peer::kEnd);
  });
  const auto provider = Make(handler.address());
  DeliverAroundATimeout(*provider);
  EXPECT_EQ(handler.server().connections(), 1);
}

TEST_F(HandlerLinkTest, DoesNotWaitForAHandlerThatIsSilent) {
  ScriptedServer silent(
      [](ServerConnection& connection) { connection.AwaitEnd(); });
  const auto provider = Make("127.0.0.1:" + std::to_string(silent.port()));
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  EXPECT_EQ(attempt_.reason(),
            "the handler cannot be reached: it does not tell its health");
  // Nor does it try again at once.
  const auto begin = clock_.Now();
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  EXPECT_LT(clock_.Now() - begin, std::chrono::seconds(1));
  EXPECT_EQ(silent.connections(), 1);
}

TEST_F(HandlerLinkTest, EndsItsConnectionWithTheProvider) {
  RawHandler handler([](Peer& peer, ServerConnection&) {
    AnswerCall(peer, ReadCall(peer));
    peer.ReadUntil(Peer::kEnd);
  });
  auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "DELIVERED raw");
  provider = nullptr;
  io_.restart();
  io_.run();  // Nothing is left to wait for.
}

TEST_F(HandlerLinkTest, ReachesAHandlerThatWasStartedAnew) {
  const TemporaryFile place("");
  const std::string address = "unix:" + place.path() + ".sock";
  const auto delivers = [](const auto&, const auto&) {
    return SaysDelivered("m");
  };
  auto handler = std::make_unique<FakeHandler>(delivers, address);
  const auto provider = Make(address);
  EXPECT_EQ(Deliver(*provider), "DELIVERED m");
  handler = nullptr;
  std::string told;
  while (told != "RETRY TRANSPORT HANDLER_UNREACHABLE") {
    told = Deliver(*provider);
  }
  handler = std::make_unique<FakeHandler>(delivers, address);
  const Deadline end = clock_.Now() + std::chrono::seconds(20);
  while (told != "DELIVERED m" && clock_.Now() < end) {
    told = Deliver(*provider);
  }
  EXPECT_EQ(told, "DELIVERED m");
}

}  // namespace
}  // namespace herald
