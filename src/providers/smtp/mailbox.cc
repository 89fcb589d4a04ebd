// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/mailbox.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "delivery/email_address.h"
#include "providers/smtp/domain_name.h"

namespace herald {
namespace {

std::string WithoutQuotes(std::string_view name) {
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  if (name.size() < 2 || name.front() != '"' || name.back() != '"') {
    return std::string(name);
  }
  name = name.substr(1, name.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\' && i + 1 < name.size()) ++i;
    text += name[i];
  }
  return text;
}

}  // namespace

bool Mailbox::NeedsUtf8() const {
  return !std::all_of(local_part.begin(), local_part.end(),
                      [](unsigned char c) { return absl::ascii_isascii(c); });
}

absl::StatusOr<Mailbox> ParseAddress(std::string_view text) {
  if (absl::Status status = CheckEmailAddress(text); !status.ok()) {
    return status;
  }
  const std::size_t at = text.rfind('@');
  auto domain = DomainToAscii(text.substr(at + 1));
  if (!domain.ok()) return domain.status();
  return Mailbox{"", std::string(text.substr(0, at)), *std::move(domain)};
}

absl::StatusOr<Mailbox> ParseMailbox(std::string_view text) {
  if (absl::Status status = CheckMailbox(text); !status.ok()) return status;
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos) return ParseAddress(text);
  auto mailbox = ParseAddress(text.substr(open + 1, text.size() - open - 2));
  if (mailbox.ok()) mailbox->name = WithoutQuotes(text.substr(0, open));
  return mailbox;
}

}  // namespace herald
