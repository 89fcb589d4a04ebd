// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "delivery/field_violation.h"
#include "herald/v1/definition.pb.h"

namespace herald {

// One of a definition's vectors that does not hold.
struct VectorFailure {
  int index = 0;

  // What differs, each on a line: what came out and what the vector says.
  std::string description;
};

// Runs all vectors of a definition that was read without an error. Sends
// nothing. What is wrong with its templates and conditions is added to
// `violations`, at `http` or `smtp`; there are no failures then.
std::vector<VectorFailure> RunVectors(const v1::ProviderDefinition& definition,
                                      FieldViolations& violations);

}  // namespace herald
