// SPDX-License-Identifier: Apache-2.0
#include "app/text_forms.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxNameBytes = 63;
constexpr std::size_t kMaxAddressBytes = 255;
constexpr std::size_t kMaxPageBytes = 512;
constexpr std::size_t kMaxDomainBytes = 253;

bool IsSid(std::string_view prefix, std::string_view text) {
  return text.size() == 34 && text.substr(0, 2) == prefix &&
         std::all_of(text.begin() + 2, text.end(),
                     [](unsigned char c) { return absl::ascii_isxdigit(c); });
}

bool IsPort(std::string_view text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && stop == end;
}

bool IsHostCharacter(unsigned char c) {
  return absl::ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
}

bool IsIpv6Character(unsigned char c) {
  return absl::ascii_isxdigit(c) || c == ':' || c == '.';
}

bool IsDomainText(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '.' || c == '-';
         });
}

}  // namespace

bool IsProviderName(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNameBytes &&
         absl::ascii_islower(static_cast<unsigned char>(text[0])) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) ||
                  c == '-' || c == '_';
         });
}

bool IsVariableName(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNameBytes &&
         !absl::ascii_isdigit(static_cast<unsigned char>(text[0])) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '_';
         });
}

bool IsPageAddress(std::string_view text) {
  return text.starts_with("https://") && text.size() <= kMaxPageBytes &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isgraph(c); });
}

bool IsReasonCode(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNameBytes &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

bool IsListenAddress(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || text.size() > kMaxAddressBytes ||
      !IsPort(text.substr(colon + 1))) {
    return false;
  }
  std::string_view host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
    return std::all_of(host.begin(), host.end(), IsIpv6Character);
  }
  return !host.empty() &&
         std::all_of(host.begin(), host.end(), IsHostCharacter);
}

bool IsAsciiDomain(std::string_view text) {
  return text.size() <= kMaxDomainBytes && IsDomainText(text);
}

bool IsDkimSelector(std::string_view text) {
  return text.size() <= kMaxNameBytes && IsDomainText(text);
}

bool IsAccountSid(std::string_view text) { return IsSid("AC", text); }
bool IsApiKeySid(std::string_view text) { return IsSid("SK", text); }
bool IsVerifySid(std::string_view text) { return IsSid("VA", text); }
bool IsTemplateSid(std::string_view text) { return IsSid("HJ", text); }
bool IsMessagingSid(std::string_view text) { return IsSid("MG", text); }

}  // namespace herald
