// SPDX-License-Identifier: Apache-2.0
#include "fakes/http2_peer.h"

#include "fakes/check.h"

namespace herald {
namespace {

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t kFrameHeadBytes = 9;

std::uint32_t NumberIn(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

std::string Text(std::string_view text) {
  return static_cast<char>(text.size()) + std::string(text);
}

}  // namespace

Http2Peer::Http2Peer(ServerConnection& connection, std::string_view settings)
    : connection_(connection) {
  Check(connection_.Read(kPreface.size()) == kPreface, "read a preface");
  Send(kSettings, 0, 0, settings);
}

Http2Peer::Frame Http2Peer::Read() {
  const std::string head = connection_.Read(kFrameHeadBytes);
  if (head.size() < kFrameHeadBytes) return {};
  Frame frame;
  frame.type = static_cast<Type>(head[3]);
  frame.flags = static_cast<std::uint8_t>(head[4]);
  frame.stream = NumberIn(std::string_view(head).substr(5));
  frame.payload =
      connection_.Read(NumberIn(std::string_view(head).substr(0, 3)));
  return frame;
}

Http2Peer::Frame Http2Peer::ReadUntil(Type type) {
  Frame frame = Read();
  while (frame.type != type && frame.type != kEnd) frame = Read();
  return frame;
}

void Http2Peer::Send(Type type, std::uint8_t flags, std::uint32_t stream,
                     std::string_view payload) {
  std::string frame =
      Number32(static_cast<std::uint32_t>(payload.size())).substr(1);
  frame += static_cast<char>(type);
  frame += static_cast<char>(flags);
  frame += Number32(stream);
  frame += payload;
  connection_.Send(frame);
}

void Http2Peer::End() {
  connection_.EndOutput();
  connection_.AwaitEnd();
}

void Http2Peer::Answer(std::uint32_t stream, std::string_view body) {
  Send(kHeaders, kEndHeaders, stream, kStatus200);
  Send(kData, kEndStream, stream, body);
}

std::string Number32(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift);
  }
  return bytes;
}

std::string Setting(std::uint16_t id, std::uint32_t value) {
  return Number32(id).substr(2) + Number32(value);
}

std::string LiteralField(std::string_view name, std::string_view value) {
  return '\0' + Text(name) + Text(value);
}

}  // namespace herald
