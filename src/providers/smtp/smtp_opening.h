// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>

#include "http/byte_stream.h"
#include "http/connector.h"
#include "providers/smtp/smtp_plan.h"
#include "providers/smtp/smtp_session.h"

namespace herald {

// A connection with a session, or why there is none.
struct SmtpConnected {
  std::unique_ptr<ByteStream> stream;

  // Meaningful without a stream.
  SmtpError error;
};

// Makes a connection that is ready to take mails: connects, greets, starts TLS
// and authenticates. Nothing of a mail is sent. Belongs to one I/O thread.
class SmtpOpening {
 public:
  // The arguments must outlive the opening.
  SmtpOpening(const SmtpServer& server, Connector& connector, ScramKeys& keys)
      : server_(server), connector_(connector), keys_(keys) {}

  boost::asio::awaitable<SmtpConnected> Open(
      std::chrono::steady_clock::time_point deadline);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Failure = std::optional<SmtpError>;

  // Connects, and puts a session on the stream.
  boost::asio::awaitable<Failure> Connect(TimePoint deadline);
  boost::asio::awaitable<Failure> ReadGreeting();
  boost::asio::awaitable<Failure> SayHello();
  boost::asio::awaitable<Failure> StartTls(TimePoint deadline);
  boost::asio::awaitable<Failure> Authenticate();
  boost::asio::awaitable<SmtpAnswer> Converse(SaslExchange& exchange,
                                              std::string command);

  SmtpSession& session() { return SmtpSession::Of(*stream_); }

  const SmtpServer& server_;
  Connector& connector_;
  ScramKeys& keys_;
  std::unique_ptr<ByteStream> stream_;
};

}  // namespace herald
