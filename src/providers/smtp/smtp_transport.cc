// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_transport.h"

#include "providers/smtp/smtp_opening.h"

namespace herald {

namespace asio = boost::asio;
using TimePoint = std::chrono::steady_clock::time_point;

namespace {

SmtpError NoConnection(HttpErrorKind kind, const char* reason) {
  SmtpError error = {SmtpErrorKind::kTransport, SmtpStage::kGreeting, kind};
  error.reason = reason;
  return error;
}

}  // namespace

absl::StatusOr<std::shared_ptr<SmtpTransport>> SmtpTransport::Create(
    const asio::any_io_executor& executor, SmtpServer server) {
  auto tls = TlsContext::Create(server.connections.ca_file, 1);
  if (!tls.ok()) return tls.status();
  return std::make_shared<SmtpTransport>(executor, std::move(server),
                                         *std::move(tls));
}

SmtpTransport::SmtpTransport(const asio::any_io_executor& executor,
                             SmtpServer server, std::unique_ptr<TlsContext> tls)
    : executor_(executor),
      server_(std::move(server)),
      clock_(executor),
      connector_(executor, server_.connections, clock_, std::move(tls)),
      pool_(server_.connections, clock_) {}

// Holds `transport` by value: the frame's other locals point into it.
asio::awaitable<SmtpAnswer> SmtpTransport::Send(
    std::shared_ptr<SmtpTransport> transport, const SmtpEnvelope& envelope,
    const Mail& mail, TimePoint deadline) {
  const SmtpServer& server = transport->server_;
  if (std::chrono::steady_clock::now() >= deadline) {
    co_return NoConnection(HttpErrorKind::kNoTime, "the deadline is over");
  }
  if (transport->pool_.IsQueueFull()) {
    co_return NoConnection(HttpErrorKind::kConnect,
                           "too many mails wait for a connection");
  }
  Lease lease =
      co_await transport->pool_.Acquire(transport->executor_, deadline);
  if (!lease) {
    co_return NoConnection(HttpErrorKind::kNoTime,
                           "no connection became free before the deadline");
  }
  if (lease.stream() != nullptr &&
      SmtpSession::Of(*lease.stream()).IsTooOld(server)) {
    lease.Use(nullptr);
  }
  if (lease.stream() == nullptr) {
    SmtpOpening opening(server, transport->connector_, transport->keys_);
    SmtpConnected connected = co_await opening.Open(deadline);
    if (connected.stream == nullptr) co_return std::move(connected.error);
    lease.Use(std::move(connected.stream));
  }
  lease.stream()->ExpireAt(deadline);
  SmtpSession& session = SmtpSession::Of(*lease.stream());
  SmtpAnswer result = co_await session.Send(envelope, mail.head, mail.body);
  if (session.IsReusable(server)) lease.KeepConnection();
  co_return result;
}

void SmtpTransport::Close() {
  pool_.Close();
  connector_.Close();
}

}  // namespace herald
