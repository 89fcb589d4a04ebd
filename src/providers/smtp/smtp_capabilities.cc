// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_capabilities.h"

#include <charconv>
#include <sstream>

#include "absl/strings/ascii.h"

namespace herald {

SmtpCapabilities ReadCapabilities(const SmtpReply& reply) {
  SmtpCapabilities capabilities;
  for (std::size_t i = 1; i < reply.lines.size(); ++i) {
    std::istringstream words(absl::AsciiStrToUpper(reply.lines[i]));
    std::string keyword, word;
    words >> keyword;
    // Old servers write AUTH=.
    if (keyword.starts_with("AUTH=")) {
      capabilities.mechanisms.insert(keyword.substr(5));
      keyword = "AUTH";
    }
    if (keyword == "STARTTLS") capabilities.starttls = true;
    if (keyword == "PIPELINING") capabilities.pipelining = true;
    if (keyword == "8BITMIME") capabilities.eight_bit_mime = true;
    if (keyword == "SMTPUTF8") capabilities.smtp_utf8 = true;
    if (keyword == "SIZE") {
      capabilities.size = true;
      words >> word;
      std::from_chars(word.data(), word.data() + word.size(),
                      capabilities.max_size);
    }
    while (keyword == "AUTH" && words >> word) {
      capabilities.mechanisms.insert(word);
    }
  }
  return capabilities;
}

}  // namespace herald
