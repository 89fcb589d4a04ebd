// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_mailing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "delivery/attempt.h"
#include "delivery/notification_variables.h"
#include "http/ascii_case.h"
#include "providers/header_rules.h"
#include "providers/smtp/header_field.h"

namespace herald {
namespace {

constexpr std::string_view kOwnHeaders[] = {"bcc",
                                            "cc",
                                            "content-transfer-encoding",
                                            "content-type",
                                            "date",
                                            "dkim-signature",
                                            "from",
                                            "message-id",
                                            "mime-version",
                                            "reply-to",
                                            "return-path",
                                            "subject",
                                            "to"};

constexpr std::size_t kMaxValueBytes = 998;

absl::Status RefuseHeader(std::string_view name, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("headers[{}]: {}", name, what));
}

absl::Status CheckHeader(std::string_view name, std::string_view value) {
  if (!IsMailHeaderName(name)) {
    return RefuseHeader("...", "a name that no header field can have");
  }
  if (value.size() > kMaxValueBytes) {
    return RefuseHeader(name, "is longer than 998 bytes");
  }
  if (!IsHeaderValue(value)) return RefuseHeader(name, kNotAHeaderValue);
  return absl::OkStatus();
}

// The notification's fields in the order of their names, then those of the
// configuration that it does not have.
absl::Status AddHeaders(const MailPlan& plan,
                        const v1::EmailNotification& email,
                        const liquid::Object& variables, MailParts& parts) {
  const std::map<std::string, std::string> given(email.headers().begin(),
                                                 email.headers().end());
  parts.headers.assign(given.begin(), given.end());
  for (const NamedTemplate& field : plan.headers) {
    const bool is_given =
        std::any_of(given.begin(), given.end(), [&](const auto& header) {
          return EqualsIgnoreCase(header.first, field.name);
        });
    if (is_given) continue;
    auto value = field.value.Render(variables);
    if (!value.ok()) {
      return RefuseHeader(field.name, std::string(value.status().message()));
    }
    if (!value->empty()) parts.headers.emplace_back(field.name, *value);
  }
  for (const auto& [name, value] : parts.headers) {
    if (absl::Status status = CheckHeader(name, value); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

v1::Attempt InvalidMail(v1::Scope scope, std::string_view field,
                        const absl::Status& status) {
  return Dropped(scope, "INVALID_REQUEST",
                 fmt::format("{} {}", field, std::string(status.message())));
}

// The mailboxes of a notification, or the attempt that ends for one of them.
std::optional<v1::Attempt> AddMailboxes(const MailPlan& plan,
                                        const v1::EmailNotification& email,
                                        MailParts& parts) {
  auto to = ParseAddress(email.to());
  if (!to.ok()) return InvalidMail(v1::SCOPE_RECIPIENT, "to", to.status());
  parts.to = *std::move(to);
  if (email.from().empty()) {
    parts.from = plan.from.value_or(Mailbox());
  } else {
    auto from = ParseMailbox(email.from());
    if (!from.ok()) {
      return InvalidMail(v1::SCOPE_CONTENT, "from", from.status());
    }
    parts.from = *std::move(from);
  }
  if (!email.reply_to().empty()) {
    auto reply_to = ParseMailbox(email.reply_to());
    if (!reply_to.ok()) {
      return InvalidMail(v1::SCOPE_CONTENT, "reply_to", reply_to.status());
    }
    parts.reply_to = *std::move(reply_to);
  }
  return {};
}

}  // namespace

bool IsOwnMailHeader(std::string_view name) {
  return std::any_of(
      std::begin(kOwnHeaders), std::end(kOwnHeaders),
      [&](std::string_view own) { return EqualsIgnoreCase(name, own); });
}

std::variant<v1::Attempt, PreparedMail> PrepareMail(
    const MailPlan& plan, const v1::Notification& notification,
    const AttemptContext& context, absl::Time now) {
  const v1::EmailNotification& email = notification.email();
  MailParts parts;
  if (auto refusal = AddMailboxes(plan, email, parts)) {
    return *std::move(refusal);
  }
  const NotificationVariables variables(notification, context.request_id,
                                        nullptr, context.idempotency_key);
  const absl::Status status = AddHeaders(plan, email, variables, parts);
  if (!status.ok()) {
    return Dropped(v1::SCOPE_CONTENT, "INVALID_REQUEST",
                   std::string(status.message()));
  }
  parts.subject = email.subject();
  parts.text = email.text();
  parts.html = email.html();
  parts.message_id = MakeMessageId(context.request_id, parts.from.domain);
  parts.date = now;

  PreparedMail prepared;
  const Mailbox return_path = plan.return_path.value_or(parts.from);
  prepared.envelope.from = return_path.Address();
  prepared.envelope.to = parts.to.Address();
  prepared.envelope.needs_utf8 =
      return_path.NeedsUtf8() || parts.from.NeedsUtf8() ||
      parts.to.NeedsUtf8() ||
      (parts.reply_to.has_value() && parts.reply_to->NeedsUtf8());
  prepared.mail = BuildMail(parts);
  SignMail(plan.keys, now, prepared.mail);
  prepared.message_id = std::move(parts.message_id);
  return prepared;
}

}  // namespace herald
