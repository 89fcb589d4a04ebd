// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace herald {

// The server's end of one connection, as a test's script sees it: blocking, on
// the connection's own thread. A call on a connection that the client has
// closed does nothing.
class ServerConnection {
 public:
  // Takes the socket. `index` counts the server's connections from 0.
  ServerConnection(int socket, int index);
  ~ServerConnection();
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;

  // Takes the server's part in a TLS handshake. False: the client gave up.
  bool StartTls(SSL_CTX* context);

  // Reads one request, head and body as Content-Length says. Empty if the
  // client has closed the connection.
  std::string ReadRequest();

  // Reads one line, without its CRLF. False if the client has closed the
  // connection.
  bool ReadLine(std::string* line);

  // Reads this many bytes, or fewer if the client has closed the connection.
  std::string Read(std::size_t size);

  // Whether something that the client has sent waits to be read here.
  bool HasUnread() const { return !unread_.empty(); }

  // Waits for Interrupt, and reads nothing.
  void AwaitInterruption();

  // Waits until the client has sent something, whatever it is.
  void AwaitBytes() { Receive(); }

  void Send(std::string_view bytes);

  // Waits until the client closes the connection.
  void AwaitEnd();

  // Ends what is sent here in good order, whatever has not been read yet.
  void EndOutput();

  // Makes the end a reset instead of an orderly close.
  void ResetAtEnd();

  // Ends blocking calls. The only call for another thread.
  void Interrupt();

  // The number of the certificate that the client has shown; 0 for none. See
  // SerialOf.
  long client_serial() const;

  int index() const { return index_; }
  bool is_resumed() const {
    return ssl_ != nullptr && SSL_session_reused(ssl_);
  }

 private:
  // Adds what comes to unread_. False at the end.
  bool Receive();

  int socket_;
  const int index_;
  SSL* ssl_ = nullptr;
  std::string unread_;
};

}  // namespace herald
