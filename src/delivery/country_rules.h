// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/repeated_field.h>

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delivery/field_violation.h"
#include "herald/v1/guard.pb.h"
#include "herald/v1/notification.pb.h"

namespace herald {

// A set of countries by their ISO 3166-1 codes of two letters; 001 stands for
// none.
class CountrySet {
 public:
  // Texts that no country's code looks like are ignored.
  void Insert(std::string_view country);
  bool Contains(std::string_view country) const;

 private:
  std::bitset<26 * 26 + 1> members_;
};

// Whether a text is the code of a country, or 001.
bool IsCountry(const std::string& text);

// Which countries' numbers may be sent to. Immutable; any thread may use it.
class CountryRules {
 public:
  // What is wrong becomes a violation in the field `countries`.
  CountryRules(const google::protobuf::RepeatedPtrField<v1::CountryRule>& rules,
               FieldViolations& violations);

  // Whether all rules for the message type allow the country.
  bool Allow(v1::PhoneMessageType type, std::string_view country) const;

 private:
  struct Rule {
    // All if empty.
    std::vector<v1::PhoneMessageType> types;

    // All if absent.
    std::optional<CountrySet> allowed;
    CountrySet denied;
  };

  std::vector<Rule> rules_;
};

}  // namespace herald
