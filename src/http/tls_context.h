// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "http/http_client.h"

namespace herald {

// Frees OpenSSL's objects.
struct SslDeleter {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
};

// What all TLS connections of one client share: the trusted authorities, the
// rules (TLS 1.2 or later, certificate and host name verified) and the newest
// session of each origin, so that the next connection resumes it. The origin's
// certificate is part of a session's key: who resumes a session is taken for
// whom began it. Belongs to one I/O thread and must outlive what NewSsl
// returned.
class TlsContext {
 public:
  // `ca_file` as in HttpClientOptions; INVALID_ARGUMENT if it cannot be read or
  // holds no certificate. Sessions of at most `max_sessions` origins are kept.
  // `protocol` is what the server has to agree to speak, by its name in ALPN
  // (RFC 7301), such as h2; empty leaves that open.
  static absl::StatusOr<std::unique_ptr<TlsContext>> Create(
      const std::string& ca_file, std::size_t max_sessions,
      const std::string& protocol = "");

  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  // The client's end of a new connection to `origin`, which must outlive it,
  // over a non-blocking socket, with the origin's certificate. Null if out of
  // memory.
  std::unique_ptr<SSL, SslDeleter> NewSsl(const HttpOrigin& origin, int socket);

  // Whether the server has agreed to the protocol, if there is one.
  bool HasAgreed(const SSL* ssl) const;

 private:
  TlsContext(std::unique_ptr<SSL_CTX, SslDeleter> context, bool has_authorities,
             std::size_t max_sessions, std::string protocol);

  static int RememberSession(SSL* ssl, SSL_SESSION* session);

  std::unique_ptr<SSL_CTX, SslDeleter> context_;
  // The system's are loaded with the first connection: many programs need none.
  bool has_authorities_;
  std::size_t max_sessions_;
  std::string protocol_;
  std::map<HttpOrigin, std::unique_ptr<SSL_SESSION, SslDeleter>> sessions_;
};

}  // namespace herald
