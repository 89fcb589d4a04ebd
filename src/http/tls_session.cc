// SPDX-License-Identifier: Apache-2.0
#include "http/tls_session.h"

#include <utility>

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace herald {
namespace {

// What OpenSSL or the system says about the call that has just failed.
std::string LastFailure(int system_error) {
  if (const char* reason = ERR_reason_error_string(ERR_peek_error())) {
    return absl::StrCat("TLS: ", reason);
  }
  if (system_error != 0) return std::strerror(system_error);
  return "the peer closed the connection";
}

// Whether OpenSSL's latest failure is an alert by which servers answer a client
// certificate, or the lack of one.
bool IsRefusalAlert() {
  switch (ERR_GET_REASON(ERR_peek_error())) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
      return true;
    default:
      return false;
  }
}

}  // namespace

TlsSession::TlsSession(TlsContext& context, HttpOrigin origin, int socket)
    : context_(context),
      origin_(std::move(origin)),
      ssl_(context.NewSsl(origin_, socket)) {}

TlsSession::~TlsSession() {
  ERR_clear_error();
  if (ssl_ != nullptr && is_sound_) SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

IoResult TlsSession::Handshake() {
  if (ssl_ == nullptr) {
    reason_ = "OpenSSL cannot make a session";
    return {IoStatus::kFailed, 0};
  }
  ERR_clear_error();
  errno = 0;
  const IoResult result = Interpret(SSL_connect(ssl_.get()), 0);
  is_sound_ = result.status == IoStatus::kDone;
  if (result.status == IoStatus::kClosed) {
    reason_ = "the peer closed the connection";
    return {IoStatus::kFailed, 0};
  }
  if (result.status == IoStatus::kFailed) reason_ = HandshakeFailure();
  if (is_sound_ && !context_.HasAgreed(ssl_.get())) {
    reason_ = "the server does not agree to the protocol";
    return {IoStatus::kFailed, 0};
  }
  return result;
}

IoResult TlsSession::Read(char* bytes, std::size_t size) {
  ERR_clear_error();
  errno = 0;
  std::size_t count = 0;
  const int returned = SSL_read_ex(ssl_.get(), bytes, size, &count);
  has_read_ = has_read_ || returned == 1;
  return Interpret(returned, count);
}

IoResult TlsSession::Write(const char* bytes, std::size_t size) {
  ERR_clear_error();
  errno = 0;
  std::size_t count = 0;
  const int returned = SSL_write_ex(ssl_.get(), bytes, size, &count);
  return Interpret(returned, count);
}

bool TlsSession::IsQuiet() {
  ERR_clear_error();
  errno = 0;
  char byte = 0;
  std::size_t count = 0;
  const int returned = SSL_peek_ex(ssl_.get(), &byte, 1, &count);
  return Interpret(returned, count).status == IoStatus::kWantRead;
}

IoResult TlsSession::Interpret(int returned, std::size_t size) {
  if (returned == 1) return {IoStatus::kDone, size};
  const int system_error = errno;
  switch (SSL_get_error(ssl_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
      return {IoStatus::kWantRead, 0};
    case SSL_ERROR_WANT_WRITE:
      return {IoStatus::kWantWrite, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {IoStatus::kClosed, 0};
    default:
      is_sound_ = false;
      is_refused_ = !has_read_ && SSL_version(ssl_.get()) == TLS1_3_VERSION &&
                    IsRefusalAlert();
      reason_ = LastFailure(system_error);
      return {IoStatus::kFailed, 0};
  }
}

std::string TlsSession::HandshakeFailure() const {
  const long verdict = SSL_get_verify_result(ssl_.get());
  if (verdict == X509_V_OK) return reason_;
  if (verdict == X509_V_ERR_HOSTNAME_MISMATCH ||
      verdict == X509_V_ERR_IP_ADDRESS_MISMATCH) {
    return absl::StrCat("certificate is not valid for host ", origin_.host);
  }
  return absl::StrCat("certificate is not trusted: ",
                      X509_verify_cert_error_string(verdict));
}

}  // namespace herald
