// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/dkim_relaxed.h"

#include <algorithm>
#include <vector>

#include "http/ascii_case.h"

namespace herald {
namespace {

constexpr std::size_t kMaxNamesLine = 70;

// RFC 6376, section 5.4.1, as far as a notification has them, and what tells
// filters about it.
constexpr std::string_view kSignedNames[] = {"from",
                                             "to",
                                             "cc",
                                             "subject",
                                             "date",
                                             "message-id",
                                             "reply-to",
                                             "mime-version",
                                             "content-type",
                                             "content-transfer-encoding",
                                             "in-reply-to",
                                             "references",
                                             "list-id",
                                             "list-unsubscribe",
                                             "sender",
                                             "list-unsubscribe-post",
                                             "auto-submitted"};

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Appends `line` with one space for each run, and none at its end. `at_start`
// drops one at its start, too.
void AppendRelaxed(std::string_view line, bool at_start, std::string& out) {
  bool has_gap = false;
  for (const char c : line) {
    if (IsBlank(c)) {
      has_gap = true;
      continue;
    }
    if (c == '\r' || c == '\n') continue;
    if (has_gap && !at_start) out += ' ';
    has_gap = false;
    at_start = false;
    out += c;
  }
}

// The fields of a head, each with the lines that it is folded to.
std::vector<std::string_view> FieldsOf(std::string_view head) {
  std::vector<std::string_view> fields;
  std::size_t begin = 0;
  while (begin < head.size()) {
    std::size_t end = head.find("\r\n", begin);
    while (end != std::string_view::npos && end + 2 < head.size() &&
           IsBlank(head[end + 2])) {
      end = head.find("\r\n", end + 2);
    }
    if (end == std::string_view::npos) break;
    fields.push_back(head.substr(begin, end - begin));
    begin = end + 2;
  }
  return fields;
}

}  // namespace

std::string RelaxedField(std::string_view field) {
  const std::size_t colon = field.find(':');
  std::string_view name = field.substr(0, colon);
  while (!name.empty() && IsBlank(name.back())) name.remove_suffix(1);
  std::string relaxed = AsciiToLower(name) + ":";
  AppendRelaxed(field.substr(colon + 1), true, relaxed);
  return relaxed + "\r\n";
}

std::string RelaxedBody(std::string_view body) {
  std::string relaxed;
  relaxed.reserve(body.size());
  std::size_t content_end = 0;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find("\r\n", begin), body.size());
    const std::size_t before = relaxed.size();
    AppendRelaxed(body.substr(begin, end - begin), false, relaxed);
    const bool is_empty = relaxed.size() == before;
    relaxed += "\r\n";
    if (!is_empty) content_end = relaxed.size();
    begin = end + 2;
  }
  relaxed.resize(content_end);
  return relaxed;
}

SignedFields CollectSignedFields(std::string_view head) {
  const std::vector<std::string_view> fields = FieldsOf(head);
  SignedFields result;
  std::size_t line = 3;
  for (const std::string_view name : kSignedNames) {
    int count = 1;
    // The last one is signed first (RFC 6376, section 5.4.2).
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
      const std::size_t colon = field->find(':');
      if (!EqualsIgnoreCase(field->substr(0, colon), name)) continue;
      result.relaxed += RelaxedField(*field);
      ++count;
    }
    for (int i = 0; i < count; ++i) {
      if (!result.names.empty()) result.names += ':';
      if (line + name.size() > kMaxNamesLine) {
        result.names += "\r\n  ";
        line = 2;
      }
      result.names += name;
      line += name.size() + 1;
    }
  }
  return result;
}

}  // namespace herald
