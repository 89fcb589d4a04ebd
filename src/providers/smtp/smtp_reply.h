// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace herald {

// What a server answers to a command (RFC 5321, section 4.2).
struct SmtpReply {
  int code = 0;

  // The enhanced status code of the first line, such as `5.1.1` (RFC 3463), if
  // there is one and it agrees with `code`.
  std::string enhanced;

  // The lines without code and enhanced code; at least one.
  std::vector<std::string> lines;

  // All lines with spaces between them.
  std::string Text() const;

  // Whether the code's first digit is this one.
  bool IsClass(int digit) const { return code / 100 == digit; }
};

// Makes replies of the bytes that a server sends, however they are split. Holds
// at most 16 KiB that no reply has been made of.
class ReplyReader {
 public:
  // Takes what came. Does nothing once the reader is broken.
  void Take(std::string_view bytes);

  // The next whole reply, if there is one.
  std::optional<SmtpReply> Next();

  // What came is not SMTP or does not end; nothing more will come of it.
  bool is_broken() const { return is_broken_; }

  // Whether something has come that Next has not returned.
  bool has_unread() const { return !unread_.empty(); }

 private:
  // Takes one line off `unread_`, from `*begin`; false if there is none.
  bool ReadLine(std::size_t* begin, std::string_view* line);

  std::string unread_;
  bool is_broken_ = false;
};

}  // namespace herald
