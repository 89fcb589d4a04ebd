// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace herald {

// What must not be read in a text about one delivery.
struct PrivateTerms {
  // A phone number in E.164, or empty.
  std::string_view phone_number;

  // An email address, or empty.
  std::string_view email_address;

  // A one-time code, or empty.
  std::string_view code;
};

// Removes secrets and personal data from texts that come from outside, such as
// a provider's error message. Immutable; any thread may use it.
class Redactor {
 public:
  explicit Redactor(std::vector<std::string> secrets);

  // `text` without the secrets and the terms: secrets and codes become `***`,
  // a phone number keeps its last two digits, an address keeps its domain.
  // Finds them in whatever case, digits also when they are grouped
  // (`+1 (808) 555-5555`) or lack the country's code, and all of them also
  // when they are percent-encoded.
  std::string Redact(std::string_view text, const PrivateTerms& terms) const;

 private:
  std::vector<std::string> secrets_;
};

}  // namespace herald
