// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>

#include "absl/status/statusor.h"
#include "http/connection_pool.h"
#include "http/connector.h"
#include "providers/smtp/mail.h"
#include "providers/smtp/smtp_plan.h"
#include "providers/smtp/smtp_session.h"

namespace herald {

// The connections of one provider on one I/O thread. Those used last are used
// first; beyond their number mails wait their turn, within their deadline.
// Shared with the mails under way, whose frames may outlive the provider.
class SmtpTransport {
 public:
  // INVALID_ARGUMENT if the file of trusted authorities cannot be used.
  static absl::StatusOr<std::shared_ptr<SmtpTransport>> Create(
      const boost::asio::any_io_executor& executor, SmtpServer server);

  // Sends one mail once. The references must outlive the awaitable.
  static boost::asio::awaitable<SmtpAnswer> Send(
      std::shared_ptr<SmtpTransport> transport, const SmtpEnvelope& envelope,
      const Mail& mail, std::chrono::steady_clock::time_point deadline);

  // Closes unused connections and keeps no more. What is under way goes on.
  void Close();

  const SmtpServer& server() const { return server_; }

  // Connections that exist or are being made.
  std::size_t open_connections() const { return pool_.open(); }

  // Use Create.
  SmtpTransport(const boost::asio::any_io_executor& executor, SmtpServer server,
                std::unique_ptr<TlsContext> tls);

 private:
  const boost::asio::any_io_executor executor_;
  const SmtpServer server_;
  AlarmClock clock_;
  Connector connector_;
  ConnectionPool pool_;
  ScramKeys keys_;
};

}  // namespace herald
