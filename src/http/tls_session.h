// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "http/http_client.h"
#include "http/io_result.h"
#include "http/tls_context.h"

namespace herald {

// TLS over one connected non-blocking socket, which must outlive it. No call
// blocks. Belongs to one I/O thread.
class TlsSession {
 public:
  // `context` must outlive the session.
  TlsSession(TlsContext& context, HttpOrigin origin, int socket);

  // Tells the peer that the stream ends here, unless it is broken.
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  // Done means that the peer has proved to be the origin's host.
  IoResult Handshake();
  IoResult Read(char* bytes, std::size_t size);
  IoResult Write(const char* bytes, std::size_t size);

  // Whether the peer has sent nothing that no one asked for: no data, no end,
  // no error. Takes in session tickets on the way.
  bool IsQuiet();

  // Whether the peer has broken off the handshake because of our certificate,
  // or for want of one, when it was done at our end and bytes may have been
  // written, as happens with TLS 1.3. The peer has read none of them: it may
  // not before the handshake is done at its end (RFC 8446, section 4.4.4).
  bool is_refused() const { return is_refused_; }

  // Why the last call failed, in words.
  const std::string& reason() const { return reason_; }

 private:
  IoResult Interpret(int returned, std::size_t size);
  std::string HandshakeFailure() const;

  const TlsContext& context_;
  HttpOrigin origin_;
  std::unique_ptr<SSL, SslDeleter> ssl_;
  bool is_sound_ = false;
  bool has_read_ = false;
  bool is_refused_ = false;
  std::string reason_;
};

}  // namespace herald
