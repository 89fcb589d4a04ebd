// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/byte_stream.h"
#include "providers/smtp/smtp_answer.h"
#include "providers/smtp/smtp_capabilities.h"
#include "providers/smtp/smtp_plan.h"

namespace herald {

// Who a mail goes to and comes from, for the server.
struct SmtpEnvelope {
  // Addresses without angle brackets. `from` may be empty: no bounces.
  std::string from;
  std::string to;

  // Whether an address needs SMTPUTF8.
  bool needs_utf8 = false;
};

// What is known about a connection that is ready to take mails. Says QUIT when
// it ends between two of them.
class SmtpSession : public StreamState {
 public:
  // `stream` is the one that will keep this.
  explicit SmtpSession(ByteStream& stream) : stream_(stream) {}
  ~SmtpSession() override;

  // The session that SmtpOpening has made for the stream.
  static SmtpSession& Of(ByteStream& stream) {
    return static_cast<SmtpSession&>(*stream.state());
  }

  // Sends one mail, whose content ends in CRLF, without its final dot. One
  // attempt, whatever comes of it. The arguments must outlive the awaitable.
  boost::asio::awaitable<SmtpAnswer> Send(const SmtpEnvelope& envelope,
                                          std::string_view head,
                                          std::string_view body);

  // Whether the next mail may be sent here.
  bool IsReusable(const SmtpServer& server) const;

  bool IsTooOld(const SmtpServer& server) const;

 private:
  friend class SmtpOpening;

  std::optional<SmtpError> Refuse(const SmtpEnvelope& envelope,
                                  std::size_t size) const;
  std::string MailCommand(const SmtpEnvelope& envelope, std::size_t size) const;
  boost::asio::awaitable<SmtpAnswer> SendEnvelope(const SmtpEnvelope& envelope,
                                                  std::size_t size);

  ByteStream& stream_;
  ReplyReader reader_;
  SmtpCapabilities capabilities_;
  const std::chrono::steady_clock::time_point since_ =
      std::chrono::steady_clock::now();
  int mails_ = 0;

  // A transaction was begun and not ended.
  bool needs_reset_ = false;

  // The server waits for a command, and has said nothing unasked.
  bool is_at_rest_ = false;
};

}  // namespace herald
