// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "providers/smtp/mailbox.h"

namespace herald {

// What a mail is made of. The texts are UTF-8 and outlive the call they are
// made for.
struct MailParts {
  Mailbox from;
  Mailbox to;
  std::optional<Mailbox> reply_to;
  std::string_view subject;

  // At least one of them.
  std::string_view text;
  std::string_view html;

  // Without angle brackets.
  std::string message_id;
  absl::Time date;

  // Further header fields, with names that IsMailHeaderName holds for. Without
  // an Auto-Submitted among them, the mail is `auto-generated` (RFC 3834).
  std::vector<std::pair<std::string, std::string>> headers;
};

// A mail as it goes over the wire, save for dot stuffing: lines of at most 998
// characters, in ASCII unless an address needs UTF-8, that end in CRLF.
struct Mail {
  // The header fields, each with its line break.
  std::string head;

  // What follows the empty line after the head.
  std::string body;
};

// Writes a mail: text/plain, text/html, or both as multipart/alternative. The
// same parts always make the same mail.
Mail BuildMail(const MailParts& parts);

// The id of a delivery's mail, without angle brackets: made of the request id,
// so that a repeat has the same one, whichever provider carries it; random
// without a request id. `domain` is the sender's.
std::string MakeMessageId(std::string_view request_id, std::string_view domain);

}  // namespace herald
