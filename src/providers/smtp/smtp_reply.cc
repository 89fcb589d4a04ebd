// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_reply.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxReplyBytes = 16 * 1024;

bool IsDigit(char c) { return absl::ascii_isdigit(c); }

// The size of a beginning such as `5.1.1`, or 0.
std::size_t EnhancedSize(std::string_view text) {
  std::size_t at = 0;
  for (int part = 0; part < 3; ++part) {
    if (part > 0 && (at >= text.size() || text[at++] != '.')) return 0;
    const std::size_t begin = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    if (at == begin || at - begin > (part == 0 ? 1 : 3)) return 0;
  }
  return at == text.size() || text[at] == ' ' ? at : 0;
}

// 0 if the line does not begin with a reply code.
int CodeOf(std::string_view line) {
  if (line.size() < 3 || line[0] < '2' || line[0] > '5' || !IsDigit(line[1]) ||
      !IsDigit(line[2])) {
    return 0;
  }
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

void AddLine(std::string_view text, SmtpReply& reply) {
  const std::size_t size = EnhancedSize(text);
  if (size > 0 && text[0] - '0' == reply.code / 100) {
    if (reply.lines.empty()) reply.enhanced = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  reply.lines.emplace_back(text);
}

}  // namespace

std::string SmtpReply::Text() const {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty() && !line.empty()) text += ' ';
    text += line;
  }
  return text;
}

void ReplyReader::Take(std::string_view bytes) {
  if (!is_broken_) unread_.append(bytes);
}

std::optional<SmtpReply> ReplyReader::Next() {
  if (is_broken_) return {};
  SmtpReply reply;
  std::size_t begin = 0;
  std::string_view line;
  while (ReadLine(&begin, &line)) {
    const int code = CodeOf(line);
    if (code == 0 || (reply.code != 0 && code != reply.code)) {
      is_broken_ = true;
      return {};
    }
    reply.code = code;
    AddLine(line.substr(std::min<std::size_t>(4, line.size())), reply);
    if (line.size() > 3 && line[3] == '-') continue;
    unread_.erase(0, begin);
    return reply;
  }
  is_broken_ = unread_.size() > kMaxReplyBytes;
  return {};
}

bool ReplyReader::ReadLine(std::size_t* begin, std::string_view* line) {
  const std::size_t end = unread_.find('\n', *begin);
  if (end == std::string::npos || end > kMaxReplyBytes) return false;
  *line = std::string_view(unread_).substr(*begin, end - *begin);
  if (line->ends_with('\r')) line->remove_suffix(1);
  *begin = end + 1;
  return true;
}

}  // namespace herald
