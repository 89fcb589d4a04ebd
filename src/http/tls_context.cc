// SPDX-License-Identifier: Apache-2.0
#include "http/tls_context.h"

#include <utility>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "http/client_certificate.h"
#include "http/socket_bio.h"

namespace herald {
namespace {

bool IsAddress(const std::string& host) {
  std::array<unsigned char, 16> address;
  return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

// As ALPN lists a protocol. Nothing for none.
std::string WithLength(const std::string& protocol) {
  if (protocol.empty()) return "";
  return static_cast<char>(protocol.size()) + protocol;
}

// Server name indication carries no addresses (RFC 6066, section 3).
bool SetExpectedPeer(const std::string& host, SSL* ssl) {
  if (IsAddress(host)) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) ==
           1;
  }
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, host.c_str()) == 1 &&
         SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TlsContext>> TlsContext::Create(
    const std::string& ca_file, std::size_t max_sessions,
    const std::string& protocol) {
  ERR_clear_error();
  std::unique_ptr<SSL_CTX, SslDeleter> context(
      SSL_CTX_new(TLS_client_method()));
  if (context == nullptr) return absl::InternalError("OpenSSL cannot start");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context.get(), 1);
  const std::string offered = WithLength(protocol);
  SSL_CTX_set_alpn_protos(
      context.get(), reinterpret_cast<const unsigned char*>(offered.data()),
      static_cast<unsigned>(offered.size()));
  if (!ca_file.empty() &&
      SSL_CTX_load_verify_file(context.get(), ca_file.c_str()) != 1) {
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    ERR_clear_error();
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read certificates from ", ca_file, ": ",
                     reason == nullptr ? "no certificate found" : reason));
  }
  return std::unique_ptr<TlsContext>(new TlsContext(
      std::move(context), !ca_file.empty(), max_sessions, protocol));
}

TlsContext::TlsContext(std::unique_ptr<SSL_CTX, SslDeleter> context,
                       bool has_authorities, std::size_t max_sessions,
                       std::string protocol)
    : context_(std::move(context)),
      has_authorities_(has_authorities),
      max_sessions_(max_sessions),
      protocol_(std::move(protocol)) {
  SSL_CTX_set_app_data(context_.get(), this);
  SSL_CTX_set_session_cache_mode(
      context_.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context_.get(), RememberSession);
}

std::unique_ptr<SSL, SslDeleter> TlsContext::NewSsl(const HttpOrigin& origin,
                                                    int socket) {
  if (!has_authorities_) {
    has_authorities_ = true;
    SSL_CTX_set_default_verify_paths(context_.get());
  }
  std::unique_ptr<SSL, SslDeleter> ssl(SSL_new(context_.get()));
  BIO* bio = NewSocketBio(socket);
  if (ssl == nullptr || bio == nullptr) {
    BIO_free(bio);
    return nullptr;
  }
  SSL_set_bio(ssl.get(), bio, bio);
  SSL_set_connect_state(ssl.get());
  SSL_set_app_data(ssl.get(), const_cast<HttpOrigin*>(&origin));
  if (!SetExpectedPeer(origin.host, ssl.get())) return nullptr;
  if (origin.certificate != nullptr && !origin.certificate->UseOn(ssl.get())) {
    return nullptr;
  }
  const auto session = sessions_.find(origin);
  if (session != sessions_.end() &&
      SSL_SESSION_is_resumable(session->second.get())) {
    SSL_set_session(ssl.get(), session->second.get());
  }
  return ssl;
}

bool TlsContext::HasAgreed(const SSL* ssl) const {
  const unsigned char* selected = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl, &selected, &size);
  return std::string_view(reinterpret_cast<const char*>(selected), size) ==
         protocol_;
}

// Returns 1 if it keeps the reference that comes with `session`.
int TlsContext::RememberSession(SSL* ssl, SSL_SESSION* session) {
  auto* self =
      static_cast<TlsContext*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  const auto* origin = static_cast<const HttpOrigin*>(SSL_get_app_data(ssl));
  auto& sessions = self->sessions_;
  if (sessions.size() >= self->max_sessions_ && !sessions.contains(*origin)) {
    sessions.erase(sessions.begin());
  }
  sessions[*origin].reset(session);
  return 1;
}

}  // namespace herald
