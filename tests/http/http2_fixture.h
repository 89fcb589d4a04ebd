// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "fakes/await.h"
#include "fakes/http2_peer.h"
#include "fakes/scripted_server.h"
#include "http/http2_connection.h"

namespace herald {

inline constexpr Http2Field kRecurring[] = {{":method", "POST"},
                                            {":scheme", "http"},
                                            {":path", "/"},
                                            {":authority", "localhost"}};

// A request, and what it is told.
class ToldStream : public Http2Stream {
 public:
  bool is_over() const { return is_over_; }

  // Fields as NAME=VALUE, the body, and the end.
  std::string told;

 private:
  void TakeField(std::string_view name, std::string_view value) override {
    told.append(name).append("=").append(value).append(" ");
  }
  void TakeBody(std::string_view bytes) override { told.append(bytes); }
  void TakeEnd() override { is_over_ = true; }
  void TakeFailure(std::string_view reason) override {
    told.append("failed: ").append(reason);
    is_over_ = true;
  }

  bool is_over_ = false;
};

// A connection to a server whose script speaks HTTP/2 frame by frame.
class Http2Test : public testing::Test {
 protected:
  using Script = std::function<void(Http2Peer&)>;

  void Connect(const Script& script, const std::string& settings = "") {
    ConnectRaw([script, settings](ServerConnection& connection) {
      Http2Peer peer(connection, settings);
      script(peer);
    });
  }

  void ConnectRaw(const ScriptedServer::Script& script) {
    server_ = std::make_unique<ScriptedServer>(script);
    auto clock = std::make_shared<AlarmClock>(io_.get_executor());
    auto bytes = std::make_unique<ByteStream>(io_.get_executor(), *clock);
    const boost::asio::generic::stream_protocol::endpoint endpoint(
        boost::asio::ip::tcp::endpoint(
            boost::asio::ip::make_address("127.0.0.1"), server_->port()));
    ASSERT_EQ(Await(io_, bytes->Connect(endpoint)), StreamStep::kDone);
    connection_ = Http2Connection::Open(io_.get_executor(), std::move(clock),
                                        std::move(bytes));
  }

  void Begin(Http2Stream& stream, const std::string& body = "question") {
    const Http2Field own[] = {{"name", "value"}};
    connection_->Begin(stream, kRecurring, own, body);
  }

  void RunUntil(const std::function<bool()>& condition) {
    io_.restart();
    while (!condition()) ASSERT_EQ(io_.run_one(), 1u);
  }

  std::string Finish(const ToldStream& stream) {
    RunUntil([&] { return stream.is_over(); });
    return stream.told;
  }

  std::unique_ptr<ScriptedServer> server_;
  boost::asio::io_context io_{1};
  std::shared_ptr<Http2Connection> connection_;
};

}  // namespace herald
