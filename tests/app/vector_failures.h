// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/definition_vectors.h"

namespace herald {

// The vectors of a definition that fail, and what is wrong with it, a line for
// each; empty if all is in order.
inline std::string FailuresOf(const v1::ProviderDefinition& definition) {
  FieldViolations violations;
  std::string text;
  for (const VectorFailure& failure : RunVectors(definition, violations)) {
    text +=
        definition.vectors(failure.index).name() + ": " + failure.description;
  }
  for (const FieldViolation& violation : violations.all()) {
    text += violation.field + ": " + violation.description + "\n";
  }
  return text;
}

}  // namespace herald
