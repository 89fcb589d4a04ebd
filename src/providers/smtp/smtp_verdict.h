// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "herald/v1/outcome.pb.h"
#include "providers/smtp/smtp_answer.h"

namespace herald {

// What a refusal means: first by its enhanced status code (RFC 3463 and the
// registry of RFC 5248), then by its code and what the server was asked for
// (RFC 5321). docs/providers.md has the table.
struct SmtpVerdict {
  v1::Outcome outcome = v1::OUTCOME_DROPPED;
  v1::Scope scope = v1::SCOPE_PROVIDER;

  bool operator==(const SmtpVerdict&) const = default;
};

SmtpVerdict VerdictOn(SmtpStage stage, const SmtpReply& reply);

// The server's own id of a mail that it has taken, if its reply tells one the
// way that Postfix, Exim or Amazon SES do; otherwise `message_id`.
std::string MailIdOf(const SmtpReply& reply, std::string_view message_id);

// The attempt that ends so. `message_id` is the mail's.
v1::Attempt InterpretSmtpAnswer(const SmtpAnswer& result,
                                std::string_view message_id);

}  // namespace herald
