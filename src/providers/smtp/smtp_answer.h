// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "http/http_client.h"
#include "providers/smtp/smtp_reply.h"

namespace herald {

// What a server was asked for when something went wrong.
enum class SmtpStage {
  kGreeting,
  kEhlo,
  kStartTls,
  kAuth,
  kMail,
  kRcpt,
  kData
};

// Why a mail was not accepted, besides what keeps any connection from being
// made.
enum class SmtpErrorKind {
  // No connection: `transport` says why. Nothing was sent.
  kTransport,
  // The server refused; `reply` says why.
  kRefused,
  // The deadline came.
  kTimeout,
  // The connection broke.
  kConnectionLost,
  // What the server said is no SMTP, too long, or more than it was asked for.
  kMalformed,
  // The server does not offer STARTTLS, or breaks its rules.
  kNoTls,
  // The server offers no mechanism that the credentials are for, or did not
  // prove that it knows the password.
  kNoAuth,
  // The server takes no mail that large.
  kTooLarge,
  // The address needs SMTPUTF8, which the server lacks.
  kNoUtf8,
};

// A mail was not accepted, or nobody knows whether it was.
struct SmtpError {
  SmtpErrorKind kind = SmtpErrorKind::kConnectionLost;
  SmtpStage stage = SmtpStage::kGreeting;
  HttpErrorKind transport = HttpErrorKind::kConnect;

  // Only with kRefused.
  std::optional<SmtpReply> reply;

  // What happened, in words, if there is no reply. Holds nothing of the mail.
  std::string reason;

  // Whether all of the mail has left, its final dot included.
  bool possibly_sent = false;
};

// A reply, or why there is none; for a whole mail, the reply by which the
// server has taken it over.
using SmtpAnswer = std::variant<SmtpError, SmtpReply>;

}  // namespace herald
