// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "providers/smtp/smtp_reply.h"

namespace herald {

// What a server says in its answer to EHLO that it can do.
struct SmtpCapabilities {
  bool starttls = false;
  bool pipelining = false;
  bool eight_bit_mime = false;
  bool smtp_utf8 = false;

  // Whether MAIL takes a SIZE.
  bool size = false;

  // The largest mail in bytes; 0 if the server tells none.
  std::uint64_t max_size = 0;

  // The SASL mechanisms, in upper case.
  std::set<std::string> mechanisms;

  bool operator==(const SmtpCapabilities&) const = default;
};

// Reads the answer to EHLO. What is unknown or malformed is left out.
SmtpCapabilities ReadCapabilities(const SmtpReply& reply);

}  // namespace herald
