// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "delivery/email_address.h"
#include "delivery/locale.h"
#include "rpc/text_rules.h"
#include "rpc/validation.h"

namespace herald {
namespace {

constexpr std::size_t kMaxLineBytes = 998;  // RFC 5322 section 2.1.1
constexpr std::size_t kMaxBodyBytes = 2 << 20;
constexpr int kMaxHeaders = 32;

// The fields that Herald or the provider sets itself.
constexpr std::array<std::string_view, 15> kReservedHeaders = {
    "bcc",
    "cc",
    "content-disposition",
    "content-id",
    "content-type",
    "content-transfer-encoding",
    "date",
    "dkim-signature",
    "from",
    "message-id",
    "mime-version",
    "reply-to",
    "sender",
    "subject",
    "to"};

void AddUnlessOk(const absl::Status& status, std::string path,
                 FieldViolations& violations) {
  if (!status.ok())
    violations.Add(std::move(path), std::string(status.message()));
}

void ValidateSubject(const std::string& subject, const std::string& path,
                     FieldViolations& violations) {
  if (subject.empty()) violations.Add(path, "is required");
  if (subject.size() > kMaxLineBytes)
    violations.Add(path, "is longer than 998 bytes");
  if (HasLineBreakOrNul(subject))
    violations.Add(path, "holds a line break or a NUL character");
}

void ValidateBodies(const v1::EmailNotification& email, const std::string& path,
                    FieldViolations& violations) {
  if (email.html().empty() && email.text().empty())
    violations.Add(path + ".text", "is required unless html is set");
  if (email.html().size() > kMaxBodyBytes)
    violations.Add(path + ".html", "is longer than 2 MiB");
  if (email.text().size() > kMaxBodyBytes)
    violations.Add(path + ".text", "is longer than 2 MiB");
}

// RFC 5322 section 2.2: visible ASCII save the colon.
bool IsFieldName(std::string_view name) {
  return !name.empty() && name.size() <= 76 && IsVisibleAscii(name) &&
         name.find(':') == std::string_view::npos;
}

void ValidateHeaders(const v1::EmailNotification& email,
                     const std::string& path, FieldViolations& violations) {
  if (email.headers_size() > kMaxHeaders)
    violations.Add(path, "has more than 32 members");
  for (const auto& [name, value] : email.headers()) {
    if (!IsFieldName(name)) {
      violations.Add(path, "has a name that no header field can have");
      continue;
    }
    const std::string field = path + "[" + name + "]";
    if (std::ranges::count(kReservedHeaders, absl::AsciiStrToLower(name)) > 0)
      violations.Add(field, "is set by Herald itself");
    if (value.size() > kMaxLineBytes)
      violations.Add(field, "is longer than 998 bytes");
    if (HasLineBreakOrNul(value))
      violations.Add(field, "holds a line break or a NUL character");
  }
}

}  // namespace

void ValidateEmail(v1::EmailNotification& email, const std::string& path,
                   FieldViolations& violations) {
  if (!v1::EmailMessageType_IsValid(email.message_type())) {
    violations.Add(path + ".message_type",
                   "is not a value of herald.v1.EmailMessageType");
  }
  AddUnlessOk(CheckEmailAddress(email.to()), path + ".to", violations);
  if (!email.from().empty())
    AddUnlessOk(CheckMailbox(email.from()), path + ".from", violations);
  if (!email.reply_to().empty()) {
    AddUnlessOk(CheckMailbox(email.reply_to()), path + ".reply_to", violations);
  }
  ValidateHeaders(email, path + ".headers", violations);
  if (email.locale().empty()) return;
  absl::StatusOr<std::string> locale = NormalizeLocale(email.locale());
  AddUnlessOk(locale.status(), path + ".locale", violations);
  if (locale.ok()) email.set_locale(*std::move(locale));
}

void ValidateEmailWords(const v1::EmailNotification& email,
                        const std::string& path, FieldViolations& violations) {
  ValidateSubject(email.subject(), path + ".subject", violations);
  ValidateBodies(email, path, violations);
}

}  // namespace herald
