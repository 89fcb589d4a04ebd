// SPDX-License-Identifier: Apache-2.0
#include "fakes/server_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "fakes/certificates.h"
#include "http/socket_bio.h"

namespace herald {
namespace {

std::size_t ContentLength(const std::string& head) {
  constexpr std::string_view kName = "\r\nContent-Length: ";
  const std::size_t at = head.find(kName);
  if (at == std::string::npos) return 0;
  return std::strtoul(head.c_str() + at + kName.size(), nullptr, 10);
}

}  // namespace

ServerConnection::ServerConnection(int socket, int index)
    : socket_(socket), index_(index) {
  // Several small sends in a row would wait for acknowledgements.
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

ServerConnection::~ServerConnection() {
  if (ssl_ != nullptr) {
    ERR_clear_error();
    SSL_shutdown(ssl_);
    SSL_free(ssl_);
    ERR_clear_error();
  }
  close(socket_);
}

bool ServerConnection::StartTls(SSL_CTX* context) {
  ssl_ = SSL_new(context);
  BIO* bio = NewSocketBio(socket_);
  SSL_set_bio(ssl_, bio, bio);
  const bool is_done = SSL_accept(ssl_) == 1;
  ERR_clear_error();
  return is_done;
}

std::string ServerConnection::ReadRequest() {
  constexpr std::string_view kHeadEnd = "\r\n\r\n";
  std::size_t end = 0;
  while ((end = unread_.find(kHeadEnd)) == std::string::npos) {
    if (!Receive()) return "";
  }
  end += kHeadEnd.size();
  const std::size_t size = end + ContentLength(unread_.substr(0, end));
  while (unread_.size() < size) {
    if (!Receive()) return "";
  }
  std::string request = unread_.substr(0, size);
  unread_.erase(0, size);
  return request;
}

bool ServerConnection::ReadLine(std::string* line) {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n")) == std::string::npos) {
    if (!Receive()) return false;
  }
  *line = unread_.substr(0, end);
  unread_.erase(0, end + 2);
  return true;
}

std::string ServerConnection::Read(std::size_t size) {
  while (unread_.size() < size && Receive()) {
  }
  std::string read = unread_.substr(0, size);
  unread_.erase(0, read.size());
  return read;
}

void ServerConnection::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = 0;
    if (ssl_ != nullptr) {
      sent = SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
      ERR_clear_error();
    } else {
      sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    if (sent <= 0) return;
    bytes.remove_prefix(sent);
  }
}

void ServerConnection::AwaitEnd() {
  while (Receive()) unread_.clear();
}

void ServerConnection::AwaitInterruption() {
  pollfd events = {socket_, 0, 0};
  poll(&events, 1, -1);
}

void ServerConnection::ResetAtEnd() {
  const linger at_once = {1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

long ServerConnection::client_serial() const {
  const X509* certificate =
      ssl_ == nullptr ? nullptr : SSL_get0_peer_certificate(ssl_);
  return certificate == nullptr ? 0 : SerialOf(certificate);
}

void ServerConnection::EndOutput() { shutdown(socket_, SHUT_WR); }

void ServerConnection::Interrupt() { shutdown(socket_, SHUT_RDWR); }

bool ServerConnection::Receive() {
  std::array<char, 4096> bytes;
  ssize_t count = 0;
  if (ssl_ != nullptr) {
    count = SSL_read(ssl_, bytes.data(), bytes.size());
    ERR_clear_error();
  } else {
    count = recv(socket_, bytes.data(), bytes.size(), 0);
  }
  if (count <= 0) return false;
  unread_.append(bytes.data(), count);
  return true;
}

}  // namespace herald
