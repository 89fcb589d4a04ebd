// SPDX-License-Identifier: Apache-2.0
#include "delivery/number_type_rules.h"

#include <fmt/format.h>

#include <algorithm>

namespace herald {
namespace {

constexpr v1::NumberType kDeniedByDefault[] = {v1::NUMBER_TYPE_PREMIUM_RATE,
                                               v1::NUMBER_TYPE_SHARED_COST,
                                               v1::NUMBER_TYPE_SATELLITE};

bool IsKnown(int type) {
  return v1::NumberType_IsValid(type) && type != v1::NUMBER_TYPE_UNSPECIFIED;
}

}  // namespace

NumberTypeRules::NumberTypeRules(const v1::Guard& guard,
                                 FieldViolations& violations) {
  for (const v1::NumberType type : kDeniedByDefault)
    denied_.set(static_cast<std::size_t>(type));
  for (int i = 0; i < guard.deny_number_types_size(); ++i) {
    const int type = guard.deny_number_types(i);
    if (IsKnown(type)) {
      denied_.set(static_cast<std::size_t>(type));
    } else {
      violations.Add(fmt::format("deny_number_types[{}]", i),
                     "is no kind of number");
    }
  }
  for (int i = 0; i < guard.allow_number_types_size(); ++i) {
    const int type = guard.allow_number_types(i);
    const auto& denied = guard.deny_number_types();
    if (std::ranges::find(kDeniedByDefault, type) ==
        std::end(kDeniedByDefault)) {
      violations.Add(fmt::format("allow_number_types[{}]", i),
                     "must be one of premium_rate, shared_cost, satellite; "
                     "all others are allowed unless they are denied");
    } else if (std::find(denied.begin(), denied.end(), type) != denied.end()) {
      violations.Add(fmt::format("allow_number_types[{}]", i),
                     "stands in deny_number_types too");
    } else {
      denied_.reset(static_cast<std::size_t>(type));
    }
  }
}

}  // namespace herald
