// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <string>

#include "absl/strings/ascii.h"
#include "providers/twilio_error.h"

namespace herald {

// The line of docs/providers.md about one of Twilio's error codes; empty if
// there is none.
inline std::string DocumentedRow(int code) {
  std::ifstream page(std::string(HERALD_SOURCE_DIR) + "/docs/providers.md");
  const std::string head = "| [" + std::to_string(code) + "](";
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with(head)) return line;
  }
  return {};
}

// How that line must say what `row` says, as `| dropped | account`.
inline std::string DocumentedVerdict(const TwilioErrorRow& row) {
  const std::string outcome =
      v1::Outcome_Name(row.outcome).substr(std::string("OUTCOME_").size());
  const std::string scope =
      v1::Scope_Name(row.scope).substr(std::string("SCOPE_").size());
  return "| " + absl::AsciiStrToLower(outcome) + " | " +
         absl::AsciiStrToLower(scope);
}

}  // namespace herald
