// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "delivery/field_violation.h"
#include "delivery/keyed_hash.h"
#include "herald/v1/guard.pb.h"

namespace herald {

// Who is never sent to. Keeps a hash of 8 bytes of each rather than the
// recipient. Immutable; any thread may use it.
class SuppressionList {
 public:
  // Of the guard's own list and the content of its file. What is wrong becomes
  // a violation, named relative to `guard`; of a file, the first 10 only.
  SuppressionList(const v1::Guard& guard, std::string_view file,
                  FieldViolations& violations);

  // Whether the list has a number in E.164 or a plain address. The case of
  // addresses does not matter.
  bool Contains(std::string_view recipient) const;

 private:
  void ReadFile(std::string_view file, FieldViolations& violations);

  KeyedHash hash_;

  // Sorted.
  std::vector<std::uint64_t> recipients_;
};

}  // namespace herald
