// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "delivery/attempt.h"
#include "providers/http_answer.h"

namespace herald {
namespace {

constexpr v1::Scope kRecipient = v1::SCOPE_RECIPIENT;
constexpr v1::Scope kContent = v1::SCOPE_CONTENT;
constexpr v1::Scope kAccount = v1::SCOPE_ACCOUNT;
constexpr v1::Scope kProvider = v1::SCOPE_PROVIDER;

struct EnhancedRow {
  // The code without its class, or the beginning of one that ends in a dot.
  std::string_view code;
  v1::Scope scope;
};

// https://www.iana.org/assignments/smtp-enhanced-status-codes. The first row
// that fits counts; a code of a stage's own is left to the stage.
constexpr EnhancedRow kEnhancedRows[] = {
    {"1.7", kAccount},    // Bad sender's mailbox address syntax.
    {"1.8", kAccount},    // Bad sender's system address.
    {"1.", kRecipient},   // Addresses.
    {"2.3", kContent},    // Message length exceeds administrative limit.
    {"2.", kRecipient},   // Mailboxes.
    {"3.4", kContent},    // Message too big for system.
    {"3.", kProvider},    // Mail systems.
    {"5.3", kProvider},   // Too many recipients.
    {"6.7", kRecipient},  // Non-ASCII addresses not permitted.
    {"6.8", kRecipient},  {"6.9", kRecipient},
    {"6.10", kRecipient}, {"6.", kContent},  // Content and media.
    {"7.5", kAccount},                       // Cryptographic failure.
    {"7.8", kAccount},     // Authentication credentials invalid.
    {"7.9", kAccount},     // Authentication mechanism is too weak.
    {"7.10", kAccount},    // Encryption needed.
    {"7.11", kAccount},    // Encryption required for the mechanism.
    {"7.12", kAccount},    // A password transition is needed.
    {"7.13", kAccount},    // User account disabled.
    {"7.14", kAccount},    // Trust relationship required.
    {"7.17", kRecipient},  // Mailbox owner has changed.
    {"7.18", kRecipient},  // Domain owner has changed.
    {"7.20", kAccount},    // No passing DKIM signature found.
    {"7.21", kAccount},    // No acceptable DKIM signature found.
    {"7.22", kAccount},    // No valid author-matched DKIM signature found.
    {"7.23", kAccount},    // SPF validation failed.
    {"7.24", kAccount},    // SPF validation error.
    {"7.25", kAccount},    // Reverse DNS validation failed.
    {"7.26", kAccount},    // Multiple authentication checks failed.
    {"7.27", kAccount},    // Sender address has null MX.
    {"7.28", kProvider},   // Mail flood detected.
    {"7.29", kAccount},    // ARC validation failure.
    {"7.30", kAccount},    // REQUIRETLS support required.
};

// What a refusal at this stage is about, if nothing more is known.
v1::Scope ScopeOf(SmtpStage stage, bool is_permanent) {
  switch (stage) {
    case SmtpStage::kRcpt:
      return kRecipient;
    case SmtpStage::kData:
      return is_permanent ? kContent : kProvider;
    default:
      return is_permanent ? kAccount : kProvider;
  }
}

std::optional<v1::Scope> ScopeOfEnhanced(std::string_view enhanced) {
  if (enhanced.empty()) return {};
  const std::string_view code = enhanced.substr(2);
  for (const EnhancedRow& row : kEnhancedRows) {
    const bool fits =
        row.code.ends_with('.') ? code.starts_with(row.code) : code == row.code;
    if (fits) return row.scope;
  }
  return {};
}

// The codes that mean the same at every stage.
std::optional<v1::Scope> ScopeOfCode(int code) {
  switch (code) {
    case 421:
    case 451:
    case 452:
    case 454:
      return kProvider;
    case 530:
    case 534:
    case 535:
    case 538:
      return kAccount;
    case 551:
    case 556:
      return kRecipient;
    default:
      return {};
  }
}

std::string ReasonCodeOf(const SmtpReply& reply) {
  if (reply.enhanced.empty()) return fmt::format("SMTP_{}", reply.code);
  std::string code = "SMTP_" + reply.enhanced;
  std::replace(code.begin(), code.end(), '.', '_');
  return code;
}

v1::Attempt InterpretRefusal(const SmtpError& error) {
  const SmtpVerdict verdict = VerdictOn(error.stage, *error.reply);
  v1::Attempt attempt;
  attempt.set_outcome(verdict.outcome);
  attempt.set_scope(verdict.scope);
  attempt.set_reason_code(ReasonCodeOf(*error.reply));
  attempt.set_reason(
      fmt::format("{} {}", error.reply->code, error.reply->Text()));
  return attempt;
}

v1::Attempt InterpretSmtpError(const SmtpError& error) {
  switch (error.kind) {
    case SmtpErrorKind::kTransport:
      return InterpretHttpError({error.transport, false, error.reason});
    case SmtpErrorKind::kRefused:
      return InterpretRefusal(error);
    case SmtpErrorKind::kTimeout:
      return Retry(v1::SCOPE_TRANSPORT, "TIMEOUT", error.reason);
    case SmtpErrorKind::kConnectionLost:
      return Retry(v1::SCOPE_TRANSPORT, "CONNECTION_LOST", error.reason);
    case SmtpErrorKind::kMalformed:
      return Retry(kProvider, "MALFORMED_RESPONSE", error.reason);
    case SmtpErrorKind::kNoTls:
      return Retry(v1::SCOPE_TRANSPORT, "TLS_FAILED", error.reason);
    case SmtpErrorKind::kNoAuth:
      return Dropped(kAccount, "AUTH_FAILED", error.reason);
    case SmtpErrorKind::kTooLarge:
      return Dropped(kContent, "TOO_LARGE", error.reason);
    case SmtpErrorKind::kNoUtf8:
      break;
  }
  return Dropped(kRecipient, "SMTPUTF8_MISSING", error.reason);
}

bool IsIdCharacter(char c) {
  return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
}

}  // namespace

SmtpVerdict VerdictOn(SmtpStage stage, const SmtpReply& reply) {
  SmtpVerdict verdict;
  const bool is_permanent = !reply.IsClass(4);
  verdict.outcome = is_permanent ? v1::OUTCOME_DROPPED : v1::OUTCOME_RETRY;
  std::optional<v1::Scope> scope = ScopeOfEnhanced(reply.enhanced);
  if (!scope) scope = ScopeOfCode(reply.code);
  // "Not authorized", which relays say to those that they do not know.
  if (!scope && stage == SmtpStage::kRcpt && reply.enhanced == "5.7.1") {
    scope = kAccount;
  }
  verdict.scope = scope.value_or(ScopeOf(stage, is_permanent));
  return verdict;
}

std::string MailIdOf(const SmtpReply& reply, std::string_view message_id) {
  const std::string text = reply.Text();
  for (const std::string_view mark : {"queued as ", "id=", "Ok "}) {
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) continue;
    const auto begin = text.begin() + static_cast<int>(at + mark.size());
    const auto end = std::find_if_not(begin, text.end(), IsIdCharacter);
    // After `Ok` alone, only what looks like nothing else.
    const bool is_certain =
        mark != "Ok " || (end == text.end() && end - begin >= 16);
    if (begin != end && is_certain) return std::string(begin, end);
  }
  return std::string(message_id);
}

v1::Attempt InterpretSmtpAnswer(const SmtpAnswer& result,
                                std::string_view message_id) {
  if (const auto* reply = std::get_if<SmtpReply>(&result)) {
    return Delivered(MailIdOf(*reply, message_id));
  }
  const auto& error = std::get<SmtpError>(result);
  v1::Attempt attempt = InterpretSmtpError(error);
  attempt.set_possibly_sent(error.possibly_sent &&
                            error.kind != SmtpErrorKind::kRefused);
  return attempt;
}

}  // namespace herald
