// SPDX-License-Identifier: Apache-2.0
#include "fakes/raw_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace herald {

RawClient::RawClient(const std::string& address) {
  socket_ = socket(AF_INET, SOCK_STREAM, 0);
  const timeval timeout = {.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  sockaddr_in peer = {};
  peer.sin_family = AF_INET;
  peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  peer.sin_port = htons(static_cast<std::uint16_t>(
      std::stoi(address.substr(address.rfind(':') + 1))));
  EXPECT_EQ(
      connect(socket_, reinterpret_cast<const sockaddr*>(&peer), sizeof(peer)),
      0);
}

RawClient::~RawClient() { close(socket_); }

void RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent =
        send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // The server has closed: what it said tells why.
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string RawClient::ReadUntil(std::string_view text) {
  std::string read;
  char bytes[4096];
  while (text.empty() || read.find(text) == std::string::npos) {
    const ssize_t size = recv(socket_, bytes, sizeof(bytes), 0);
    if (size < 0 && errno == EAGAIN) ADD_FAILURE() << "nothing comes";
    if (size <= 0) break;
    read.append(bytes, static_cast<std::size_t>(size));
  }
  return read;
}

}  // namespace herald
