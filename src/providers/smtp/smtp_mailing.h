// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "delivery/field_violation.h"
#include "delivery/provider.h"
#include "delivery/secrets.h"
#include "herald/v1/provider.pb.h"
#include "providers/named_template.h"
#include "providers/smtp/dkim.h"
#include "providers/smtp/mail.h"
#include "providers/smtp/smtp_plan.h"
#include "providers/smtp/smtp_session.h"

namespace herald {

// How notifications become mails: the configuration, checked. Immutable.
struct MailPlan {
  // Used when the notification has no sender of its own.
  std::optional<Mailbox> from;

  // Where bounces go; to the sender if not set.
  std::optional<Mailbox> return_path;

  std::vector<NamedTemplate> headers;
  std::vector<DkimKey> keys;
};

// Everything of the configuration that attempts need.
struct SmtpPlan {
  SmtpServer server;
  MailPlan mail;
};

// Checks `config`. Adds what is wrong with it to `violations`; the plan must
// not be used then.
SmtpPlan CompileSmtpPlan(const v1::SmtpProvider& config, const Secrets& secrets,
                         FieldViolations& violations);

// A mail ready to be sent.
struct PreparedMail {
  SmtpEnvelope envelope;
  Mail mail;
  std::string message_id;
};

// The mail that carries a notification, which has an email, or the attempt that
// ends before anything is sent.
std::variant<v1::Attempt, PreparedMail> PrepareMail(
    const MailPlan& plan, const v1::Notification& notification,
    const AttemptContext& context, absl::Time now);

// Whether Herald itself writes the header field of this name, in any case.
bool IsOwnMailHeader(std::string_view name);

}  // namespace herald
