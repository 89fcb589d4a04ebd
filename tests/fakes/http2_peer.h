// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fakes/server_connection.h"

namespace herald {

// The server's end of HTTP/2, frame by frame, so that a test's script can do
// what no library would (RFC 9113, section 4).
class Http2Peer {
 public:
  enum Type : std::uint8_t {
    kData = 0,
    kHeaders = 1,
    kResetStream = 3,
    kSettings = 4,
    kPing = 6,
    kGoAway = 7,
    kWindowUpdate = 8,
    // There is no frame: the client has closed the connection.
    kEnd = 255,
  };
  static constexpr std::uint8_t kAck = 1;
  static constexpr std::uint8_t kEndStream = 1;
  static constexpr std::uint8_t kEndHeaders = 4;

  struct Frame {
    Type type = kEnd;
    std::uint8_t flags = 0;
    std::uint32_t stream = 0;
    std::string payload;
  };

  // Reads the client's preface, and sends settings.
  explicit Http2Peer(ServerConnection& connection,
                     std::string_view settings = "");

  Frame Read();

  // Skips other frames.
  Frame ReadUntil(Type type);

  void Send(Type type, std::uint8_t flags, std::uint32_t stream,
            std::string_view payload);

  // Ends the connection in good order.
  void End();

  // Answers with status 200 and this body.
  void Answer(std::uint32_t stream, std::string_view body);

 private:
  ServerConnection& connection_;
};

// As frames have them, in network order.
std::string Number32(std::uint32_t number);

// One setting (RFC 9113, section 6.5.1).
std::string Setting(std::uint16_t id, std::uint32_t value);

// A field of a head, without compression (RFC 7541, section 6.2.2); both parts
// have fewer than 127 bytes.
std::string LiteralField(std::string_view name, std::string_view value);

// `:status: 200` (RFC 7541, appendix A).
inline constexpr std::string_view kStatus200 = "\x88";

}  // namespace herald
