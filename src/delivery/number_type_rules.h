// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>

#include "delivery/field_violation.h"
#include "herald/v1/guard.pb.h"

namespace herald {

// Which kinds of phone numbers may be sent to. Immutable; any thread may use
// it.
class NumberTypeRules {
 public:
  // What is wrong becomes a violation, named relative to `guard`.
  NumberTypeRules(const v1::Guard& guard, FieldViolations& violations);

  // A number that may be of either of two kinds is denied only by its own name.
  bool Allow(v1::NumberType type) const {
    return !denied_.test(static_cast<std::size_t>(type));
  }

 private:
  std::bitset<v1::NumberType_ARRAYSIZE> denied_;
};

}  // namespace herald
