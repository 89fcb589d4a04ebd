// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/header_field.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "liquid/concat.h"
#include "providers/smtp/encoded_words.h"

namespace herald {
namespace {

constexpr std::size_t kMaxNameBytes = 76;
constexpr std::size_t kFoldedLine = 78;
// RFC 5322 allows 998; one character of it is the space of a folded line.
constexpr std::size_t kMaxWord = 900;

bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isprint(c); });
}

bool HasEndlessWord(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    length = c == ' ' ? 0 : length + 1;
    if (length > kMaxWord) return true;
  }
  return false;
}

// Whether a reader would not get back `text` if it stood there as it is.
bool NeedsEncoding(std::string_view text) {
  return !IsPrintable(text) || text.starts_with(' ') || text.ends_with(' ') ||
         text.find("=?") != std::string_view::npos || HasEndlessWord(text);
}

// Appends text that needs no encoding, with line breaks before spaces. `column`
// is how much of the line is taken.
void AppendFolded(std::string_view text, std::size_t column,
                  std::string& head) {
  while (!text.empty()) {
    // A piece is spaces and what follows them up to the next.
    const std::size_t word = text.find_first_not_of(' ');
    const std::size_t end = std::min(text.find(' ', word), text.size());
    if (column + end > kFoldedLine && text.front() == ' ') {
      head += "\r\n";
      column = 0;
    }
    head.append(text.substr(0, end));
    column += end;
    text.remove_prefix(end);
  }
}

bool IsPhrase(std::string_view text) {
  static constexpr std::string_view kSpecials = "!#$%&'*+-/=?^_`{|}~ ";
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) ||
           kSpecials.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

bool IsMailHeaderName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxNameBytes &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_isgraph(c) && c != ':';
         });
}

void AppendTextField(std::string_view name, std::string_view value,
                     std::string& head) {
  liquid::AppendAll(&head, name, ":");
  if (NeedsEncoding(value)) {
    AppendEncodedWords(value, name.size() + 1, head);
  } else {
    AppendFolded(liquid::Concat(" ", value), name.size() + 1, head);
  }
  head += "\r\n";
}

void AppendMailboxField(std::string_view name, const Mailbox& mailbox,
                        std::string& head) {
  liquid::AppendAll(&head, name, ":");
  if (mailbox.name.empty()) {
    liquid::AppendAll(&head, " ", mailbox.Address(), "\r\n");
    return;
  }
  const std::size_t begin = head.size() - name.size() - 1;
  if (NeedsEncoding(mailbox.name)) {
    AppendEncodedWords(mailbox.name, name.size() + 1, head);
  } else {
    AppendFolded(
        liquid::Concat(
            " ", IsPhrase(mailbox.name) ? mailbox.name : Quoted(mailbox.name)),
        name.size() + 1, head);
  }
  const std::size_t line = std::max(begin, head.rfind('\n') + 1);
  const std::string address = liquid::Concat("<", mailbox.Address(), ">");
  const bool fits = head.size() - line + 1 + address.size() <= kFoldedLine;
  liquid::AppendAll(&head, std::string_view(fits ? " " : "\r\n "), address,
                    "\r\n");
}

}  // namespace herald
