// SPDX-License-Identifier: Apache-2.0
#include "delivery/insecure_links.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::size_t kMaxHostBytes = 253;
constexpr std::size_t kMaxAttributeBytes = 64;

bool EqualsIgnoringCase(char a, char b) {
  return absl::ascii_tolower(static_cast<unsigned char>(a)) ==
         absl::ascii_tolower(static_cast<unsigned char>(b));
}

std::size_t FindIgnoringCase(std::string_view text, std::string_view word,
                             std::size_t from = 0) {
  const auto found = std::search(
      text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())),
      text.end(), word.begin(), word.end(), EqualsIgnoringCase);
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

void TrimEnd(std::string_view characters, std::string_view* text) {
  *text = text->substr(0, text->find_last_not_of(characters) + 1);
}

// Whether what stands ahead of a value ends in `xmlns="` or `xmlns:x="`.
bool EndsInNamespace(std::string_view ahead) {
  if (ahead.size() > kMaxAttributeBytes) {
    ahead.remove_prefix(ahead.size() - kMaxAttributeBytes);
  }
  TrimEnd("\"'", &ahead);
  TrimEnd(kSpaces, &ahead);
  if (!ahead.ends_with('=')) return false;
  ahead.remove_suffix(1);
  TrimEnd(kSpaces, &ahead);
  ahead.remove_prefix(ahead.find_last_of(kSpaces) + 1);
  return FindIgnoringCase(ahead, "xmlns") == 0;
}

// The part of a page that names its language.
struct Doctype {
  std::size_t begin = std::string_view::npos;
  std::size_t end = std::string_view::npos;
};

Doctype FindDoctype(std::string_view html) {
  const std::size_t begin = FindIgnoringCase(html, "<!doctype");
  return {begin, html.find('>', std::min(begin, html.size()))};
}

bool IsNamePart(unsigned char c) {
  return absl::ascii_isalnum(c) || c == '.' || c == '-';
}

// The host at the beginning of what follows the scheme.
std::string_view HostOf(std::string_view link) {
  std::string_view authority =
      link.substr(0, link.find_first_of(" \t\r\n/?#\\\"'<>&"));
  authority.remove_prefix(authority.rfind('@') + 1);
  const auto end = std::ranges::find_if_not(authority, IsNamePart);
  std::string_view host =
      authority.substr(0, static_cast<std::size_t>(end - authority.begin()));
  const bool goes_on = end != authority.end() &&
                       !absl::ascii_isascii(static_cast<unsigned char>(*end));
  if (goes_on || host.size() > kMaxHostBytes) return "";
  TrimEnd(".", &host);
  return host;
}

}  // namespace

InsecureLinks FindInsecureLinks(std::string_view text, LinkSyntax syntax) {
  const bool is_html = syntax == LinkSyntax::kHtml;
  const Doctype doctype = is_html ? FindDoctype(text) : Doctype();
  InsecureLinks links;
  std::size_t next = 0;
  while (true) {
    const std::size_t at = FindIgnoringCase(text, kScheme, next);
    if (at == std::string_view::npos) return links;
    next = at + kScheme.size();
    if (at > doctype.begin && at < doctype.end) continue;
    if (is_html && EndsInNamespace(text.substr(0, at))) continue;
    if (links.count++ == 0) links.first_host = HostOf(text.substr(next));
  }
}

}  // namespace herald
