// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <string>
#include <vector>

namespace herald {

// One broken rule in something a person or a caller wrote: a request or the
// configuration.
struct FieldViolation {
  // The path of the field, for example `notification.phone.recipient` or
  // `providers[2].http.rules[0].when`.
  std::string field;

  // What is wrong and what is allowed. Never repeats the value, which may be
  // private.
  std::string description;

  bool operator==(const FieldViolation&) const = default;
};

// Collects every violation, so that a person sees all of them at once.
class FieldViolations {
 public:
  void Add(std::string field, std::string description) {
    all_.push_back({std::move(field), std::move(description)});
  }

  bool empty() const { return all_.empty(); }
  const std::vector<FieldViolation>& all() const { return all_; }

 private:
  std::vector<FieldViolation> all_;
};

}  // namespace herald
