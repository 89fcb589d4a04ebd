// SPDX-License-Identifier: Apache-2.0
#include "delivery/email_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxAddressBytes = 254;
constexpr std::size_t kMaxLocalPartBytes = 64;
constexpr std::size_t kMaxLabelBytes = 63;
constexpr std::size_t kMaxMailboxBytes = 512;

absl::Status Wrong(std::string_view what) {
  return absl::InvalidArgumentError(
      fmt::format("{}; use the form name@example.com", what));
}

bool IsUnicode(char c) { return static_cast<unsigned char>(c) >= 0x80; }

bool IsControl(char c) { return absl::ascii_iscntrl(c); }

// RFC 5322 atext, and Unicode as RFC 6531 adds it.
bool IsAtomCharacter(char c) {
  static constexpr std::string_view kSpecials = "!#$%&'*+-/=?^_`{|}~";
  return absl::ascii_isalnum(c) || IsUnicode(c) ||
         kSpecials.find(c) != std::string_view::npos;
}

bool IsDotAtom(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(std::views::split(text, '.'), [](auto atom) {
           return !atom.empty() && std::ranges::all_of(atom, IsAtomCharacter);
         });
}

// `"` any text but controls, with `"` and `\` behind a `\`, `"`.
bool IsQuotedString(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"')
    return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsControl(text[i]) || text[i] == '"') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;
  }
  return true;
}

bool IsLabel(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabelBytes &&
         label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) {
           return absl::ascii_isalnum(c) || c == '-' || IsUnicode(c);
         });
}

bool IsDomain(std::string_view domain) {
  return !domain.empty() &&
         std::ranges::all_of(std::views::split(domain, '.'), [](auto label) {
           return IsLabel(std::string_view(label.begin(), label.end()));
         });
}

}  // namespace

absl::Status CheckEmailAddress(std::string_view text) {
  if (text.empty()) return Wrong("is required");
  if (text.size() > kMaxAddressBytes) return Wrong("is longer than 254 bytes");
  if (std::ranges::any_of(text, IsControl))
    return Wrong("holds a line break or another control character");
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return Wrong("has no @");
  const std::string_view local_part = text.substr(0, at);
  if (local_part.size() > kMaxLocalPartBytes)
    return Wrong("has more than 64 bytes before the @");
  if (!IsDotAtom(local_part) && !IsQuotedString(local_part))
    return Wrong("has an invalid part before the @");
  if (!IsDomain(text.substr(at + 1)))
    return Wrong("has an invalid domain name after the @");
  return absl::OkStatus();
}

absl::Status CheckMailbox(std::string_view text) {
  if (text.size() > kMaxMailboxBytes)
    return absl::InvalidArgumentError("is longer than 512 bytes");
  if (std::ranges::any_of(text, IsControl))
    return absl::InvalidArgumentError(
        "holds a line break or another control character");
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos) return CheckEmailAddress(text);
  std::string_view address = text.substr(open + 1);
  if (!address.ends_with('>'))
    return absl::InvalidArgumentError(
        "has a < without a > at its end; use the form Jane Doe "
        "<jane@example.com>");
  address.remove_suffix(1);
  const std::string_view name = text.substr(0, open);
  if (name.find_first_of("<>") != std::string_view::npos)
    return absl::InvalidArgumentError("has a < or > in the display name");
  return CheckEmailAddress(address);
}

}  // namespace herald
