// SPDX-License-Identifier: Apache-2.0
#include "app/mail_vectors.h"

#include <utility>

#include <optional>
#include <variant>

#include "absl/strings/str_replace.h"
#include "app/vector_comparison.h"
#include "delivery/attempt.h"
#include "fmt/format.h"
#include "providers/smtp/smtp_mailing.h"
#include "providers/smtp/smtp_verdict.h"

namespace herald {
namespace {

SmtpStage StageOf(v1::SmtpCommand command) {
  switch (command) {
    case v1::SMTP_COMMAND_EHLO:
      return SmtpStage::kEhlo;
    case v1::SMTP_COMMAND_STARTTLS:
      return SmtpStage::kStartTls;
    case v1::SMTP_COMMAND_AUTH:
      return SmtpStage::kAuth;
    case v1::SMTP_COMMAND_MAIL:
      return SmtpStage::kMail;
    case v1::SMTP_COMMAND_RCPT:
      return SmtpStage::kRcpt;
    case v1::SMTP_COMMAND_DATA:
      return SmtpStage::kData;
    default:
      return SmtpStage::kGreeting;
  }
}

v1::SmtpTls TlsOf(SmtpTlsMode mode) {
  return mode == SmtpTlsMode::kImplicit ? v1::SMTP_TLS_IMPLICIT
                                        : v1::SMTP_TLS_STARTTLS;
}

// The mail as a vector would say it.
v1::VectorMail Shown(const SmtpServer& server, const PreparedMail& prepared) {
  v1::VectorMail mail;
  mail.set_server(fmt::format("{}:{}", server.host, server.port));
  mail.set_tls(TlsOf(server.tls));
  if (server.credentials.has_value()) {
    mail.set_username(server.credentials->username);
    mail.set_password(server.credentials->secret);
  }
  mail.set_from(prepared.envelope.from);
  mail.set_to(prepared.envelope.to);
  mail.set_content(absl::StrReplaceAll(
      prepared.mail.head + "\r\n" + prepared.mail.body, {{"\r\n", "\n"}}));
  return mail;
}

// What the reply ends the delivery with; nothing if it does not end it.
std::optional<v1::Attempt> Interpret(const v1::VectorReply& expected,
                                     std::string_view message_id) {
  ReplyReader reader;
  reader.Take(absl::StrReplaceAll(expected.text(), {{"\n", "\r\n"}}) + "\r\n");
  auto reply = reader.Next();
  if (!reply.has_value() || reader.has_unread()) return {};
  const SmtpStage stage = StageOf(expected.command());
  if (reply->IsClass(2) && stage == SmtpStage::kData) {
    return InterpretSmtpAnswer(*std::move(reply), message_id);
  }
  if (!reply->IsClass(4) && !reply->IsClass(5)) return {};
  SmtpError error = {SmtpErrorKind::kRefused, stage};
  error.reply = std::move(reply);
  return InterpretSmtpAnswer(std::move(error), message_id);
}

// What the vector's outcome is held against; nothing if there is none.
std::optional<v1::Attempt> EndOf(
    const v1::DefinitionVector& vector,
    const std::variant<v1::Attempt, PreparedMail>& mail) {
  if (!vector.has_reply()) {
    const auto* refusal = std::get_if<v1::Attempt>(&mail);
    return refusal == nullptr ? std::optional<v1::Attempt>() : *refusal;
  }
  const auto* prepared = std::get_if<PreparedMail>(&mail);
  return Interpret(vector.reply(),
                   prepared == nullptr ? "" : prepared->message_id);
}

}  // namespace

std::string CompareMailVector(const v1::DefinitionVector& vector,
                              const v1::Notification& notification,
                              const v1::SmtpProvider& config,
                              const Secrets& secrets, absl::Time now,
                              FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  const SmtpPlan plan = CompileSmtpPlan(config, secrets, violations);
  if (violations.all().size() != before) return "";
  if (!notification.has_email()) {
    return "the notification's channel is none of the definition's\n";
  }
  const AttemptContext context{.request_id = vector.request_id()};
  const auto mail = PrepareMail(plan.mail, notification, context, now);
  std::string differences;
  if (vector.has_mail()) {
    const auto* prepared = std::get_if<PreparedMail>(&mail);
    differences =
        prepared == nullptr
            ? fmt::format("mail: there is none: {}\n",
                          std::get<v1::Attempt>(mail).reason())
            : CompareMail(vector.mail(), Shown(plan.server, *prepared));
  }
  if (!vector.has_outcome()) return differences;
  const std::optional<v1::Attempt> end = EndOf(vector, mail);
  if (end.has_value()) {
    return differences + CompareOutcome(vector.outcome(), *end);
  }
  return differences + (vector.has_reply()
                            ? "reply: does not end a delivery\n"
                            : "outcome: it would be sent; give a reply\n");
}

}  // namespace herald
