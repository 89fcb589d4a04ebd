// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdio>
#include <string>

#include "fakes/temporary_file.h"
#include "providers/smtp/mail.h"

namespace herald {

inline std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "popen failed";
  std::array<char, 4096> bytes;
  while (const std::size_t count = fread(bytes.data(), 1, bytes.size(), pipe)) {
    output.append(bytes.data(), count);
  }
  const int status = pclose(pipe);
  return status == 0 ? output : output + "\nstatus " + std::to_string(status);
}

inline std::string Whole(const Mail& mail) {
  return mail.head + "\r\n" + mail.body;
}

// What Python's email package reads in a mail: a line of JSON for each of the
// fields, which parse_mail.py lists.
inline std::string ParsedByPython(const std::string& mail,
                                  const std::string& fields) {
  const TemporaryFile file(mail);
  return OutputOf("python3 " HERALD_SOURCE_DIR
                  "/tests/providers/smtp/parse_mail.py '" +
                  file.path() + "' " + fields + " 2>&1");
}

// A mail with nothing special about it.
inline MailParts PlainParts() {
  MailParts parts;
  parts.from = {"Example", "noreply", "example.com"};
  parts.to = {"", "jane", "example.org"};
  parts.subject = "Your code";
  parts.text = "It is 123456.\n";
  parts.message_id = "id-1@example.com";
  parts.date = absl::FromUnixSeconds(1'800'000'000);
  return parts;
}

}  // namespace herald
